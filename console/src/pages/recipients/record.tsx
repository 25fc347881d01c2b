// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { RecordChoices, RecordView } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import { useChoices, useRecord } from './calls.ts'
import { Period, useNames } from './parts.tsx'
import classes from './recipients.module.css'

/** The page of one record. */
export function ProvisionRecord(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="recipients:read" title={t('recipients.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const { id = '' } = useParams()
  const record = useRecord(id)
  const choices = useChoices()
  const { data } = record
  const title = data
    ? t('recipients.recordOf', {
        direction: t(`recordDirection.${data.direction}`),
        name: data.details?.counterparty.name ?? t('recipients.erased'),
      })
    : t('recipients.title')
  return (
    <One
      query={record}
      list="recipients"
      back={t('recipients.back')}
      title={title}
      actions={data && <Actions record={data} />}
    >
      {(read) => (
        <>
          <Replaced record={read} />
          <Act record={read} choices={choices.data} />
          <People record={read} />
          <Making record={read} />
        </>
      )}
    </One>
  )
}

function Actions({ record }: { readonly record: RecordView }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  return (
    <>
      {can('recipients:write') && record.correctedBy === null && (
        <Button
          component={Link}
          variant="default"
          to={`/${organisation.id}/recipients/new?corrects=${record.id}`}
        >
          {t('recipients.correct')}
        </Button>
      )}
      <Button variant="default" onClick={() => window.print()}>
        {t('recipients.print')}
      </Button>
    </>
  )
}

function Replaced({ record: { corrects, correctedBy } }: { readonly record: RecordView }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const at = (id: string) => `/${organisation.id}/recipients/${id}`
  return (
    <>
      {correctedBy !== null && (
        <p className={classes['say']}>
          {t('recipients.correctedSays')} <Link to={at(correctedBy)}>{t('recipients.openCorrection')}</Link>
        </p>
      )}
      {corrects !== null && (
        <p className={classes['say']}>
          {t('recipients.correctsSays')} <Link to={at(corrects)}>{t('recipients.openCorrected')}</Link>
        </p>
      )}
    </>
  )
}

function Act(props: { readonly record: RecordView; readonly choices: RecordChoices | undefined }): ReactNode {
  const { t, language } = useWords()
  const { record } = props
  const names = useNames(props.choices)
  const { details } = record
  const region = new Intl.DisplayNames([language], { type: 'region' })
  const way = record.channel ?? record.recipient
  // What was not told, because nothing asks for it, is left out.
  const told = (name: string, text: string | null | undefined) => (text ? [[name, text] as const] : [])
  return (
    <Panel title={t('recipients.act')}>
      <Particulars
        items={[
          [t('recipients.direction'), t(`recordDirection.${record.direction}`)],
          [t('recipients.ground'), record.grounds.map(names.ground).join(t('list.comma')) || '–'],
          [t('recipients.when'), <Period key="when" record={record} />],
          [t('recipients.counterparty'), details?.counterparty.name ?? t('recipients.erased')],
          ...told(t('recipients.address'), details?.counterparty.address),
          ...told(t('recipients.representative'), details?.counterparty.representative),
          [t('recipients.kind'), t(`counterpartKind.${record.counterpart}`)],
          [t('recipients.country'), region.of(record.country) ?? record.country],
          ...told(t('recipients.way'), way === null ? null : names.way(way)),
          [t('recipients.items'), record.data.map(names.data).join(t('list.comma')) || '–'],
          ...told(t('recipients.how'), details?.history?.how),
          ...told(t('recipients.confirmedBy'), details?.history?.confirmedBy),
          ...told(t('recipients.publication'), details?.publication),
          ...told(t('recipients.consent'), details?.consent),
          ...told(t('recipients.foreignInformation'), details?.foreignInformation),
        ]}
      />
    </Panel>
  )
}

function People({ record }: { readonly record: RecordView }): ReactNode {
  const { t } = useWords()
  return (
    <Panel title={t('recipients.people')}>
      <ul className={classes['people']}>
        {record.people.map((one, at) => (
          <li key={at}>
            {one === null ? t('recipients.erased') : [one.name, one.value].filter(Boolean).join(' / ')}
          </li>
        ))}
      </ul>
      {record.people.length === 0 && <p className={classes['say']}>{t('recipients.nobody')}</p>}
    </Panel>
  )
}

function Making({ record }: { readonly record: RecordView }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  return (
    <Panel title={t('recipients.making')}>
      <Particulars
        items={[
          [t('recipients.method'), t(`recordMethod.${record.method}`)],
          [t('recipients.madeAt'), <Moment key="at" at={record.at} />],
          [t('recipients.madeBy'), record.madeBy === 'system' ? t('actor.system') : record.madeBy],
          [
            t('recipients.kept'),
            record.keptUntil === null ? t('recipients.open') : formatDay(record.keptUntil, language),
          ],
          [t('recipients.version'), record.version],
          ...(record.details?.reason ? [[t('recipients.reason'), record.details.reason] as const] : []),
          ...(record.earlier
            ? [
                [
                  t('recipients.earlier'),
                  <Link key="earlier" to={`/${organisation.id}/recipients/${record.earlier}`}>
                    {record.omitted.map((field) => t(`recordField.${field}`)).join(t('list.comma'))}
                  </Link>,
                ] as const,
              ]
            : []),
          [
            t('recipients.fact'),
            can('ledger:read') ? (
              <Link key="fact" to={`/${organisation.id}/ledger/${record.fact}`}>
                {t('recipients.openFact')}
              </Link>
            ) : (
              <code key="fact">{record.fact.slice(0, 8)}</code>
            ),
          ],
        ]}
      />
    </Panel>
  )
}
