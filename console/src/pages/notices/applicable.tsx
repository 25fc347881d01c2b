// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Applicable, PersonName } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useApplicable } from './calls.ts'
import classes from './notices.module.css'

const kinds = ['email', 'customer_id', 'phone_number'] as const satisfies readonly PersonName['kind'][]

/** Asks which version applied to somebody on a day. */
export function ApplicableVersion(): ReactNode {
  const { t } = useWords()
  const [kind, setKind] = useState<PersonName['kind']>('email')
  const [value, setValue] = useState('')
  const [day, setDay] = useState('')
  const look = useApplicable()
  return (
    <Panel title={t('notices.applicable')}>
      <p>{t('notices.applicableSays')}</p>
      <form
        className={classes['look']}
        onSubmit={(event) => {
          event.preventDefault()
          look.mutate({ person: { kind, value }, ...(day === '' ? {} : { day }) })
        }}
      >
        <NativeSelect
          label={t('notices.knownBy')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as PersonName['kind'])}
          data={kinds.map((one) => ({ value: one, label: t(`personKind.${one}`) }))}
        />
        <TextInput
          label={t('notices.value')}
          value={value}
          required
          maxLength={254}
          autoComplete="off"
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('notices.day')}
          description={t('notices.dayWhy')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" loading={look.isPending}>
          {t('notices.look')}
        </Button>
      </form>
      <div aria-live="polite">
        {look.error && <Failure error={look.error} />}
        {look.data && <Found found={look.data} />}
      </div>
    </Panel>
  )
}

function Found({ found }: { readonly found: Applicable }): ReactNode {
  const { t, language } = useWords()
  const day = (iso: string) => formatInstant(iso, 'day', language)
  return (
    <>
      <Particulars
        items={[
          [t('notices.appliedOn', { day: day(found.day) }), found.version],
          [t('notices.why'), t(`applicableBecause.${found.because}`)],
          [t('notices.publication'), <FactLink key="fact" fact={found.published.fact} />],
        ]}
      />
      {found.evidence.length === 0 ? (
        <p>{t('notices.noEvidence')}</p>
      ) : (
        <Table
          caption={t('notices.evidence')}
          heads={[
            t('notices.version'),
            t('notices.what'),
            t('notices.channel'),
            t('notices.when'),
            t('notices.fact'),
          ]}
        >
          {found.evidence.map(({ version, kind, channel, at, fact }) => (
            <tr key={`${version} ${kind} ${at}`}>
              <th scope="row">{version}</th>
              <td>{t(`evidenceKind.${kind}`)}</td>
              <td>{channel}</td>
              <td>
                <Moment at={at} />
              </td>
              <td>
                <FactLink fact={fact} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}

function FactLink({ fact }: { readonly fact: string | null }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (fact === null) return '–'
  if (!can('ledger:read')) return <code>{fact.slice(0, 8)}</code>
  return <Link to={`/${organisation.id}/ledger/${fact}`}>{t('notices.openFact')}</Link>
}
