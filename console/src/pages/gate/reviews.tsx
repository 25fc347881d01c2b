// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { GateReview } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Particulars } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Reckoning } from '../../ui/reckoning.tsx'
import { Deadline, DueBy, Moment } from '../../ui/time.tsx'
import { useChoices } from './calls.ts'
import { Listed } from './listed.tsx'
import { useMeant } from './meant.ts'
import { useNames } from './names.ts'
import { acts } from './question.ts'
import { useReviews } from './review-calls.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { ReviewNote } from './review-note.tsx'
import classes from './reviews.module.css'

/** Uses in an emergency: those that wait for their review, then those reviewed. */
export function Reviews(): ReactNode {
  const { t } = useWords()
  return (
    <>
      <p className={classes['lead']}>{t('gate.reviews.lead')}</p>
      <List state="open" />
      <List state="closed" />
    </>
  )
}

function List({ state }: { readonly state: 'open' | 'closed' }): ReactNode {
  const { t } = useWords()
  const found = useReviews(state)
  const empty = state === 'open' ? 'none' : 'noneClosed'
  return (
    <Listed
      title={t(`gate.reviews.${state}`)}
      paged={found}
      items={found.data?.pages.flatMap((page) => page.reviews)}
      none={[t(`gate.reviews.${empty}`), t(`gate.reviews.${empty}Why`)]}
    >
      {(review) => <Item key={review.use} review={review} />}
    </Listed>
  )
}

/** What a use is called: what was done to which data. */
function useTitle({ act, category }: GateReview): string {
  const { t } = useWords()
  const names = useNames(useChoices().data)
  const known = acts.find((one) => one === act)
  return t('gate.reviews.of', {
    act: known ? t(`gate.act.${known}`) : act,
    data: names.category(category),
  })
}

function Item({ review }: { readonly review: GateReview }): ReactNode {
  const { t, say } = useWords()
  const { organisation, can } = useWorking()
  const title = useTitle(review)
  const heading = useMeant(review.use)
  return (
    <li className={classes['item']} data-state={review.state}>
      <div className={classes['head']}>
        <h3 ref={heading} tabIndex={-1} className={classes['name']}>
          {title}
        </h3>
        <Stand review={review} />
      </div>
      <p className={classes['say']}>{say(review.title)}</p>
      <Asked review={review} />
      {review.state !== 'closed' && <Reckoning steps={review.reckoning} />}
      <p className={classes['line']}>
        {can('ledger:read') && (
          <Link to={`/${organisation.id}/ledger/${review.fact}`}>{t('gate.reviews.fact')}</Link>
        )}
        {can('ledger:read') && review.reviewed && (
          <Link to={`/${organisation.id}/ledger/${review.reviewed.fact}`}>
            {t('gate.reviews.reviewFact')}
          </Link>
        )}
      </p>
      {review.reviewed ? <ReviewNote review={review} /> : <Doing review={review} title={title} />}
    </li>
  )
}

function Stand({ review }: { readonly review: GateReview }): ReactNode {
  const { t } = useWords()
  if (review.reviewed === null)
    return (
      <Deadline at={review.dueAt} overdue={review.state === 'overdue'} warning={review.state === 'warning'} />
    )
  const justified = review.reviewed.outcome === 'justified'
  return (
    <Badge tone={justified ? 'good' : 'bad'} icon={justified ? 'check' : 'stop'}>
      {t(`gate.reviews.${review.reviewed.outcome}`)}
    </Badge>
  )
}

function Asked({ review }: { readonly review: GateReview }): ReactNode {
  const { t } = useWords()
  const names = useNames(useChoices().data)
  const { actor, askedBy, reviewed, recipient, client, ground } = review
  const asker = t(`actor.${askedBy.name as 'token'}`, askedBy.name)
  const optional = (name: 'recipient' | 'client' | 'ground', value: string | null) =>
    value === null ? [] : ([[t(`gate.reviews.${name}`), value]] as const)
  return (
    <div className={classes['asked']}>
      <Particulars
        items={[
          [t('gate.reviews.at'), <Moment key="at" at={review.at} />],
          [t('gate.reviews.who'), actor.name ?? actor.id],
          [t('gate.reviews.askedBy'), asker],
          [t('gate.reviews.category'), names.category(review.category)],
          [t('gate.reviews.purpose'), names.purpose(review.purpose)],
          ...optional('recipient', recipient === null ? null : names.recipient(recipient)),
          ...optional('client', client === null ? null : names.other(`entity:${client}`)),
          ...optional('ground', ground === null ? null : names.ground(ground)),
          [t('gate.reviews.conditions'), <Conditions key="conditions" review={review} />],
          [
            t('gate.reviews.document'),
            t(review.document ? 'gate.reviews.documentYes' : 'gate.reviews.documentNo'),
          ],
          [t('gate.reviews.due'), <DueBy key="due" at={review.dueAt} />],
          [t('gate.reviews.owner'), t(`role.${review.ownerRole as 'desk'}`, review.ownerRole)],
          [t('gate.reviews.promises'), <PromiseLinks key="promises" promises={review.promises} />],
          ...(reviewed
            ? ([
                [
                  t('gate.reviews.by', { name: reviewed.by.name }),
                  <Moment key="reviewed" at={reviewed.at} />,
                ],
              ] as const)
            : []),
        ]}
      />
    </div>
  )
}

function Conditions({ review: { conditions } }: { readonly review: GateReview }): ReactNode {
  const { t } = useWords()
  if (conditions.length === 0) return t('gate.reviews.noConditions')
  return conditions.map((one) => t(`gate.condition.${one as 'advance-notice'}`, one)).join(t('list.comma'))
}

function Doing({ review, title }: { readonly review: GateReview; readonly title: string }): ReactNode {
  const { t, language } = useWords()
  const { can } = useWorking()
  const [opened, setOpened] = useState(false)
  if (review.own) return <p className={classes['say']}>{t('gate.reviews.own')}</p>
  if (!can('gate:review')) return <p className={classes['say']}>{t('gate.reviews.notYours')}</p>
  const at = formatInstant(review.at, 'time', language)
  return (
    <>
      <Button aria-label={t('gate.reviews.doOf', { what: title, at })} onClick={() => setOpened(true)}>
        {t('gate.reviews.do')}
      </Button>
      {opened && (
        <ReviewDialog
          review={review}
          what={[title, at].join(t('list.comma'))}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  )
}
