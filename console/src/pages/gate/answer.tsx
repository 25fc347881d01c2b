// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Explanation, GateChoices } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { useSentences } from './calls.ts'
import { Checks } from './checks.tsx'
import classes from './gate.module.css'
import { nameOf, useNames } from './names.ts'
import { useObligations } from './obligations.ts'
import type { Draft } from './question.ts'
import { formFor } from './remedies.ts'
import { RemedyLink } from './remedy-link.tsx'

const looks = {
  permit: ['good', 'check'],
  deny: ['bad', 'stop'],
  gap: ['warn', 'warning'],
} as const satisfies Record<Explanation['answer'], readonly [Tone, IconName]>

/** An answer as an icon and words. */
export function AnswerBadge({ answer }: { readonly answer: Explanation['answer'] }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = looks[answer]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`gate.${answer}`)}
    </Badge>
  )
}

/** The answer to a question: what, why, what with it, what would make it a yes, and every check. */
export function Answer(props: {
  readonly draft: Draft
  readonly answer: Explanation
  readonly choices: GateChoices
}): ReactNode {
  const { t, say } = useWords()
  const { draft, answer, choices } = props
  const form = formFor(draft, choices.receivers)
  const names = useNames(choices)
  const obligations = useObligations(names)
  const many = (texts: readonly string[]) => (
    <ul className={classes['items']}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
  return (
    <Panel title={t('gate.answer')}>
      <p className={classes['verdict']}>
        <AnswerBadge answer={answer.answer} /> {say(answer.says)}
      </p>
      <Particulars
        items={[
          ...(answer.remedy
            ? [
                [
                  t('gate.remedy'),
                  <Remedied key="remedy" reason={answer.reason} form={form} remedy={say(answer.remedy)} />,
                ] as const,
              ]
            : []),
          ...(answer.promises.length > 0
            ? [[t('gate.promises'), <Sentences key="promises" promises={answer.promises} />] as const]
            : []),
          ...(answer.article === undefined ? [] : [[t('gate.article'), answer.article] as const]),
          ...(answer.by.length > 0
            ? [[t('gate.by'), many(answer.by.map((one) => nameOf(one, names)))] as const]
            : []),
          ...(answer.obligations.length > 0
            ? [[t('gate.obligations'), many(answer.obligations.map(obligations))] as const]
            : []),
        ]}
      />
      {answer.steps.length > 0 && <Checks steps={answer.steps} names={names} form={form} />}
    </Panel>
  )
}

function Remedied(props: {
  readonly reason: string
  readonly form: URLSearchParams
  readonly remedy: string
}): ReactNode {
  return (
    <>
      {props.remedy} <RemedyLink reason={props.reason} form={props.form} />
    </>
  )
}

function Sentences({ promises }: { readonly promises: readonly string[] }): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const sentences = useSentences()
  return (
    <ul className={classes['items']}>
      {promises.map((id) => {
        const sentence = sentences.data?.get(id)
        return (
          <li key={id}>
            <Link to={`/${organisation.id}/promises#${id}`} aria-label={t('promises.link', { id })}>
              {id}
            </Link>{' '}
            {sentence && say(sentence)}
          </li>
        )
      })}
    </ul>
  )
}
