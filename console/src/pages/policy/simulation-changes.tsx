// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { GateSimulation } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { Table } from '../../ui/table.tsx'
import { AnswerBadge } from '../gate/answer.tsx'
import type { Names } from '../gate/names.ts'
import { useObligations } from '../gate/obligations.ts'
import { acts } from '../gate/question.ts'
import { remedyOf } from '../gate/remedies.ts'
import { RemedyLink } from '../gate/remedy-link.tsx'
import classes from './policy.module.css'
import type { Effect } from './simulation-effects.ts'

type Change = GateSimulation['changes'][number]

const looks: Record<Effect, readonly [Tone, IconName]> = {
  denied: ['bad', 'stop'],
  undeclared: ['warn', 'warning'],
  permitted: ['good', 'check'],
  obligations: ['info', 'info'],
  reason: ['plain', 'info'],
}

/** Every change that is shown so far, the most frequent first. */
export function SimulationChanges({ pages }: { readonly pages: readonly GateSimulation[] }): ReactNode {
  const { t } = useWords()
  const heads = ['effectHead', 'questionHead', 'beforeHead', 'afterHead'] as const
  const names = useGivenNames(Object.assign({}, ...pages.map((page) => page.names)))
  return (
    <Table
      caption={t('policy.simulation.changes')}
      heads={heads.map((head) => t(`policy.simulation.${head}`))}
      dense
    >
      {pages
        .flatMap(({ changes }) => changes)
        .map((change, at) => (
          <Row key={at} change={change} names={names} />
        ))}
    </Table>
  )
}

/** Names as the server gives them with what they are names of; what has none stands for itself. */
function useGivenNames(given: GateSimulation['names']): Names {
  const { say } = useWords()
  const of = (kind: string) => (id: string) => {
    const name = given[`${kind}:${id}`]
    return name ? say(name) : id
  }
  return {
    role: of('role'),
    category: of('category'),
    purpose: of('purpose'),
    recipient: of('recipient'),
    ground: of('ground'),
    other: (reference) => {
      const [kind = '', id = ''] = reference.split(':')
      return of(kind)(id)
    },
  }
}

function Row({ change, names }: { readonly change: Change; readonly names: Names }): ReactNode {
  const { t, language } = useWords()
  const { effect, count, first, last, before, after } = change
  const [tone, icon] = looks[effect]
  const day = (text: string) => formatInstant(text, 'day', language)
  return (
    <tr>
      <td className={classes['times']}>
        <Badge tone={tone} icon={icon}>
          {t(`policy.simulation.effect.${effect}`)}
        </Badge>
        <span className={classes['under']}>
          {t('policy.simulation.times', { count })}
          {t('list.comma')}
          {first === last
            ? t('policy.simulation.on', { day: day(first) })
            : t('policy.simulation.between', { first: day(first), last: day(last) })}
        </span>
      </td>
      <th scope="row">
        <Question change={change} names={names} />
      </th>
      <td>
        <Told reason={before} names={names} />
      </td>
      <td>
        <Told reason={after} names={names} remedy />
      </td>
    </tr>
  )
}

/** Whatever else was said with a question, in words; what is not known here stands as it came. */
function useDetails(names: Names): (name: string, value: string) => string {
  const { t } = useWords()
  const conditions = t('gate.condition', { returnObjects: true })
  const labels: Readonly<Record<string, (value: string) => string>> = {
    country: (value) => `${t('gate.country')}: ${value}`,
    client: (value) => `${t('gate.client')}: ${names.other(`entity:${value}`)}`,
    channel: (value) => `${t('gate.channel')}: ${names.other(`channel:${value}`)}`,
    document: () => t('gate.document'),
    deidentified: () => t('gate.deidentified'),
    conditions: (value) => {
      const said = value.split(' ').map((one) => (conditions as Readonly<Record<string, string>>)[one] ?? one)
      return `${t('gate.conditions')}: ${said.join(t('list.comma'))}`
    },
  }
  return (name, value) => labels[name]?.(value) ?? `${name}: ${value}`
}

function Question({ change, names }: { readonly change: Change; readonly names: Names }): ReactNode {
  const { t, say } = useWords()
  const detail = useDetails(names)
  const { act, category, purpose, roles, recipient, ground, details } = change.question
  const known = acts.find((one) => one === act)
  const more = [
    roles.length > 0 && t('policy.simulation.roles', { roles: roles.map(names.role).join(t('list.comma')) }),
    recipient !== null && t('policy.simulation.to', { recipient: names.recipient(recipient) }),
    ground !== null && t('policy.simulation.ground', { ground: names.ground(ground) }),
    ...Object.entries(details).map(([name, value]) => detail(name, value)),
    say(change.about),
  ].filter((one) => one !== false)
  return (
    <>
      {[known ? t(`gate.act.${known}`) : act, names.category(category), names.purpose(purpose) || '–'].join(
        ' / ',
      )}
      {more.map((one) => (
        <span key={one} className={classes['under']}>
          {one}
        </span>
      ))}
    </>
  )
}

function Told(props: {
  readonly reason: Change['after']
  readonly names: Names
  readonly remedy?: boolean
}): ReactNode {
  const { t, say } = useWords()
  const { answer, reason, says, remedy, promises, obligations } = props.reason
  const obligation = useObligations(props.names)
  return (
    <div className={classes['told']}>
      <AnswerBadge answer={answer} />
      <span>{say(says)}</span>
      {obligations.map((one) => (
        <span key={JSON.stringify(one)}>{obligation(one)}</span>
      ))}
      {props.remedy && remedy && (
        <span>
          <strong>{t('policy.simulation.remedy')}</strong> {say(remedy)}{' '}
          {remedyOf(reason)?.page !== 'policy' && <RemedyLink reason={reason} />}
        </span>
      )}
      {promises.length > 0 && (
        <span className={classes['under']}>
          {t('policy.simulation.promises', { ids: promises.slice(0, 6).join(t('list.comma')) })}
        </span>
      )}
    </div>
  )
}
