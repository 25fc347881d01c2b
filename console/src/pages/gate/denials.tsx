// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { GateUse } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { AnswerBadge } from './answer.tsx'
import { isCut, useChoices, useUses } from './calls.ts'
import { byReason, type Counted, type OfReason } from './counted.ts'
import { DayFields, lastWeek } from './days.tsx'
import classes from './gate.module.css'
import { HowToAsk } from './how-to-ask.tsx'
import { useNames } from './names.ts'
import { useReasonNames } from './reason-names.ts'
import { formFor, remedyOf } from './remedies.ts'
import { RemedyLink } from './remedy-link.tsx'
import { addressOfUse, useTexts } from './use-texts.ts'

const refusals = { both: ['deny', 'gap'], deny: ['deny'], gap: ['gap'] } as const

/** Denials and gaps of some days by their reason, each with its remedy. */
export function Denials(): ReactNode {
  const { t } = useWords()
  const [days, setDays] = useState(lastWeek)
  const [answer, setAnswer] = useState<keyof typeof refusals>('both')
  const [reason, setReason] = useState('')
  const uses = useUses({ ...days, answers: refusals[answer] })
  const names = useReasonNames()
  const groups = byReason(uses.data ?? [])
  const known = new Set(groups.map((group) => group.reason))
  if (reason !== '') known.add(reason)
  return (
    <>
      <Panel title={t('gate.find')}>
        <div className={classes['filters']}>
          <DayFields days={days} onChange={setDays} />
          <NativeSelect
            label={t('gate.answerLabel')}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value as keyof typeof refusals)}
            data={[
              { value: 'both', label: t('filter.all') },
              { value: 'deny', label: t('gate.deniedOnly') },
              { value: 'gap', label: t('gate.gapsOnly') },
            ]}
          />
          <NativeSelect
            label={t('gate.reasonLabel')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data={[
              { value: '', label: t('filter.all') },
              ...[...known].map((one) => ({ value: one, label: names(one) })),
            ]}
          />
        </div>
      </Panel>
      <Loaded query={uses}>
        {(read) => (
          <Groups uses={read} groups={groups.filter((one) => reason === '' || one.reason === reason)} />
        )}
      </Loaded>
    </>
  )
}

function Groups(props: {
  readonly uses: readonly GateUse[]
  readonly groups: readonly OfReason[]
}): ReactNode {
  const { t } = useWords()
  if (props.uses.length === 0)
    return (
      <Panel title={t('gate.part.denials')}>
        <HowToAsk title={t('gate.none')} why={t('gate.noneWhy')} />
      </Panel>
    )
  return (
    <>
      {isCut(props.uses) && <p className={classes['say']}>{t('gate.most')}</p>}
      {props.groups.length === 0 && <Empty title={t('gate.noneFound')}>{t('gate.noneFoundWhy')}</Empty>}
      {props.groups.map((group) => (
        <Group key={`${group.answer} ${group.reason}`} group={group} />
      ))}
    </>
  )
}

function Group({ group }: { readonly group: OfReason }): ReactNode {
  const { t } = useWords()
  const name = useReasonNames()(group.reason)
  const promises = [...new Set(group.uses.flatMap((use) => use.promises))]
  const heads = [
    'actLabel',
    'category',
    'purpose',
    'rolesHead',
    'actorHead',
    'count',
    'last',
    'remedyHead',
  ] as const
  return (
    <Panel title={name} aside={<AnswerBadge answer={group.answer} />}>
      <p className={classes['line']}>
        <b>{t('gate.times', { count: group.count })}</b>
        <span>
          {t('gate.lastAt')} <Moment at={group.lastAt} />
        </span>
        <RemedyLink reason={group.reason} />
        <PromiseLinks promises={promises.slice(0, 6)} />
      </p>
      <Table caption={name} heads={heads.map((head) => t(`gate.${head}`))} dense>
        {group.uses.map((use) => (
          <Row key={addressOfUse(use) + use.lastAt} use={use} />
        ))}
      </Table>
    </Panel>
  )
}

function Row({ use }: { readonly use: Counted }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const choices = useChoices()
  const texts = useTexts(useNames(choices.data))(use)
  return (
    <tr>
      <td>
        {texts.act}
        {texts.recipient !== '' && <span className={classes['under']}>{texts.recipient}</span>}
      </td>
      <th scope="row">{texts.data}</th>
      <td>{texts.purpose || '–'}</td>
      <td>{texts.roles || '–'}</td>
      <td className={classes['id']}>{texts.actor || '–'}</td>
      <td>{use.count}</td>
      <td>
        <Moment at={use.lastAt} />
      </td>
      <td>
        {can('gate:ask') && (
          <Link
            to={`/${organisation.id}/gate?${addressOfUse(use)}`}
            aria-label={t('gate.askSameOf', {
              what: [texts.act, texts.data, texts.purpose].join(t('list.comma')),
            })}
          >
            {t('gate.askSame')}
          </Link>
        )}
        {remedyOf(use.reason)?.page === 'standing' && (
          <span className={classes['under']}>
            <RemedyLink reason={use.reason} form={formFor(use, choices.data?.receivers ?? [])} />
          </span>
        )}
      </td>
    </tr>
  )
}
