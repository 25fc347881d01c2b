// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect, Radio } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import type { CounterpartKind, RecordChoices } from 'yakusoku/contract'
import { countriesIn } from '../../countries.ts'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import type { Draft } from './draft.ts'
import classes from './recipients.module.css'

const sides = ['company', 'sole-trader', 'private-person', 'public-body'] as const

/** What the act is: everything that decides what the law asks. */
export function ActFields(props: {
  readonly draft: Draft
  readonly choices: RecordChoices
  readonly onChange: (part: Partial<Draft>) => void
}): ReactNode {
  const { t } = useWords()
  const { draft, onChange } = props
  return (
    <Panel title={t('recipients.act')}>
      <div className={classes['fields']}>
        <Radio.Group
          className={classes['whole'] ?? ''}
          label={t('recipients.direction')}
          value={draft.direction}
          onChange={(value) =>
            onChange({ direction: value === 'provision' ? 'provision' : 'receipt', way: '', ground: '' })
          }
        >
          <div className={classes['choices']}>
            <Radio value="receipt" label={t('recipients.received')} />
            <Radio value="provision" label={t('recipients.provided')} />
          </div>
        </Radio.Group>
        <NativeSelect
          label={t('recipients.kind')}
          value={draft.counterpart}
          onChange={(event) => onChange({ counterpart: event.currentTarget.value as CounterpartKind })}
          data={sides.map((one) => ({ value: one, label: t(`counterpartKind.${one}`) }))}
        />
        <Way {...props} />
        <Country draft={draft} onChange={onChange} />
        <Grounds {...props} />
        <Checkbox
          className={classes['whole'] ?? ''}
          label={t('recipients.personRelated')}
          description={t('recipients.personRelatedWhy')}
          checked={draft.personRelated}
          onChange={(event) => onChange({ personRelated: event.currentTarget.checked })}
        />
      </div>
    </Panel>
  )
}

type Part = Parameters<typeof ActFields>[0]

function Way({ draft, choices, onChange }: Part): ReactNode {
  const { t, say } = useWords()
  const received = draft.direction === 'receipt'
  const ways = received ? choices.channels : choices.recipients
  if (ways.length === 0) return null
  return (
    <NativeSelect
      label={t(received ? 'recipients.channel' : 'recipients.recipient')}
      description={t(received ? 'recipients.channelWhy' : 'recipients.recipientWhy')}
      required={received}
      value={draft.way}
      onChange={(event) => onChange({ way: event.currentTarget.value })}
      data={[
        { value: '', label: t('recipients.choose') },
        ...ways.map(({ id, name }) => ({ value: id, label: say(name) })),
      ]}
    />
  )
}

function Grounds({ draft, choices, onChange }: Part): ReactNode {
  const { t, say } = useWords()
  const abroad = draft.direction === 'provision' && draft.country !== 'JP'
  const listed = (of: boolean) => [
    { value: '', label: t('recipients.choose') },
    ...choices.grounds
      .filter((one) => one.abroad === of && one.for.includes(draft.direction))
      .map(({ id, name, article }) => ({
        value: id,
        label: t('recipients.withArticle', { name: say(name), article: say(article) }),
      })),
  ]
  return (
    <>
      <NativeSelect
        className={classes['whole'] ?? ''}
        label={t('recipients.ground')}
        description={t('recipients.groundWhy')}
        value={draft.ground}
        onChange={(event) => onChange({ ground: event.currentTarget.value })}
        data={listed(false)}
      />
      {abroad && (
        <NativeSelect
          className={classes['whole'] ?? ''}
          label={t('recipients.abroadGround')}
          description={t('recipients.abroadGroundWhy')}
          value={draft.abroadGround}
          onChange={(event) => onChange({ abroadGround: event.currentTarget.value })}
          data={listed(true)}
        />
      )}
    </>
  )
}

function Country({ draft, onChange }: Pick<Part, 'draft' | 'onChange'>): ReactNode {
  const { t, language } = useWords()
  const countries = useMemo(() => countriesIn(language), [language])
  return (
    <NativeSelect
      label={t('recipients.country')}
      value={draft.country}
      onChange={(event) => onChange({ country: event.currentTarget.value })}
      data={countries}
    />
  )
}
