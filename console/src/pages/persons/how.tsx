// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { personChannels } from 'yakusoku/contract'
import { useWords } from '../../language.ts'

/** How somebody said something: as chosen and typed. */
export interface HowSaid {
  readonly channel: string
  readonly evidence: string
}

/** Nothing said yet: no way is more likely than another, and a wrong one would stand in the ledger. */
export const unsaid: HowSaid = { channel: '', evidence: '' }

/** The part of a body that says how it was said. */
export function howOf({ channel, evidence }: HowSaid): Record<string, string> {
  return { channel, ...(evidence.trim() !== '' && { evidence: evidence.trim() }) }
}

/** Asks how it was said, and what shows it. */
export function How(props: { readonly how: HowSaid; readonly onChange: (how: HowSaid) => void }): ReactNode {
  const { t } = useWords()
  const { how, onChange } = props
  return (
    <>
      <NativeSelect
        label={t('persons.channel')}
        required
        value={how.channel}
        data={[
          { value: '', label: t('persons.choose') },
          ...personChannels.map((value) => ({ value, label: t(`personChannel.${value}`) })),
        ]}
        onChange={(event) => onChange({ ...how, channel: event.currentTarget.value })}
      />
      <TextInput
        label={t('persons.evidence')}
        description={t('persons.evidenceWhy')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={how.evidence}
        maxLength={2_000}
        autoComplete="off"
        onChange={(event) => onChange({ ...how, evidence: event.currentTarget.value })}
      />
    </>
  )
}
