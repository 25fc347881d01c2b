// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { CycleDetail } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Reckoning } from '../../ui/reckoning.tsx'
import { DueBy, Moment } from '../../ui/time.tsx'
import { Evidence } from './evidence.tsx'
import classes from './programme.module.css'
import { useComplete, useCycle } from './queries.ts'
import { CycleOf, CycleState } from './state.tsx'

/** The page of one cycle: what must be done by when, its evidence, and its completion. */
export function Cycle(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="duties:read" title={t('programme.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const { id = '' } = useParams()
  const cycle = useCycle(organisation.id, id)
  return (
    <One
      query={cycle}
      list="programme"
      back={t('programme.back')}
      title={cycle.data ? say(cycle.data.name) : t('programme.title')}
    >
      {(read) => (
        <>
          <About cycle={read} />
          <Panel title={t('programme.evidence')}>
            {read.evidence.map((evidence) => (
              <Evidence key={evidence.id} cycle={read} evidence={evidence} />
            ))}
            {read.may.read && <p className={classes['say']}>{t('programme.readRecorded')}</p>}
            <Completing cycle={read} />
          </Panel>
        </>
      )}
    </One>
  )
}

function About({ cycle }: { readonly cycle: CycleDetail }): ReactNode {
  const { t, say, language } = useWords()
  return (
    <Panel title={t('programme.about')} aside={<CycleState state={cycle.state} />}>
      {cycle.description && <p className={classes['say']}>{say(cycle.description)}</p>}
      <ul className={classes['sentences']}>
        {cycle.sentences.map(({ promise, sentence }) => (
          <li key={promise}>
            <PromiseLinks promises={[promise]} /> <q>{say(sentence)}</q>
          </li>
        ))}
      </ul>
      <Particulars
        items={[
          [t('programme.due'), <DueBy key="due" at={cycle.dueAt} />],
          [t('programme.owner'), t(`role.${cycle.ownerRole as 'desk'}`, cycle.ownerRole)],
          [t('programme.period'), <CycleOf key="period" cycle={cycle} />],
          [t('programme.until'), formatDay(cycle.ends, language)],
          [t('programme.version'), cycle.version],
          ...(cycle.ended ? ([[t('programme.ended'), <Ending key="ended" cycle={cycle} />]] as const) : []),
        ]}
      />
      <Reckoning steps={cycle.reckoning} />
    </Panel>
  )
}

function Ending({ cycle: { ended, state } }: { readonly cycle: CycleDetail }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (ended === null) return null
  return (
    <>
      <Moment at={ended.at} />{' '}
      {state === 'withdrawn' ? t('programme.withdrawnSays') : t('programme.endedBy', { name: ended.by.name })}{' '}
      {can('ledger:read') && (
        <Link to={`/${organisation.id}/ledger/${ended.fact}`}>{t('programme.fact')}</Link>
      )}
    </>
  )
}

function Completing({ cycle }: { readonly cycle: CycleDetail }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const complete = useComplete(organisation.id, cycle.id)
  const [opened, setOpened] = useState(false)
  if (cycle.ended !== null) return null
  if (!cycle.may.complete) return <p className={classes['say']}>{t('programme.notYours')}</p>
  const whole = cycle.evidence.every(({ given }) => given !== null)
  return (
    <>
      {!whole && <p className={classes['say']}>{t('programme.completeNot')}</p>}
      <Button disabled={!whole} onClick={() => setOpened(true)}>
        {t('programme.complete')}
      </Button>
      <Confirm
        opened={opened}
        title={t('programme.complete')}
        action={t('programme.complete')}
        busy={complete.isPending}
        error={complete.error}
        onClose={() => setOpened(false)}
        onConfirm={() => complete.mutate(undefined, { onSuccess: () => announce(t('programme.completed')) })}
      >
        <p className={classes['say']}>{t('programme.completeSays')}</p>
      </Confirm>
    </>
  )
}
