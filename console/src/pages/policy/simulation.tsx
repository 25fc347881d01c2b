// SPDX-License-Identifier: Apache-2.0
/** A draft held against what the gate decided: what would be answered otherwise, and why. */
import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Draft, GateSimulation } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import classes from './policy.module.css'
import { useSimulation } from './simulation-calls.ts'
import { SimulationChanges } from './simulation-changes.tsx'
import { useEffects } from './simulation-effects.ts'

const periods = [7, 30, 90] as const

/** The panel that simulates a draft on demand. */
export function Simulation({
  draft,
  unsaved,
}: {
  readonly draft: Draft
  readonly unsaved: boolean
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [days, setDays] = useState<number>(30)
  const simulation = useSimulation(organisation.id, draft, days)
  const pages = simulation.data?.pages ?? []
  const [first] = pages
  const running = simulation.isFetching && !simulation.isFetchingNextPage
  return (
    <Panel title={t('policy.simulation.title')}>
      <p className={classes['say']}>{t('policy.simulation.lead')}</p>
      <div className={classes['simulate']}>
        <NativeSelect
          label={t('policy.simulation.days')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={periods.map((count) => ({
            value: String(count),
            label: t('policy.simulation.lastDays', { count }),
          }))}
        />
        <Button
          variant={first ? 'default' : 'filled'}
          disabled={unsaved}
          loading={running}
          onClick={() => void simulation.refetch()}
        >
          {t(first ? 'policy.simulation.again' : 'policy.simulation.run')}
        </Button>
        {unsaved && <p className={classes['say']}>{t('policy.simulation.unsaved')}</p>}
      </div>
      {simulation.error && <Failure error={simulation.error} retry={() => void simulation.refetch()} />}
      <div role="status">
        {running ? (
          <p className={classes['say']}>{t('policy.simulation.running')}</p>
        ) : (
          first && <Summary found={first} />
        )}
      </div>
      {first && first.total > 0 && (
        <>
          <SimulationChanges pages={pages} />
          {simulation.hasNextPage && (
            <Button
              variant="default"
              mt="md"
              loading={simulation.isFetchingNextPage}
              onClick={() => void simulation.fetchNextPage()}
            >
              {t('policy.simulation.more', {
                shown: pages.reduce((sum, { changes }) => sum + changes.length, 0),
                total: first.total,
              })}
            </Button>
          )}
        </>
      )}
      {first && <Limits found={first} />}
    </Panel>
  )
}

function Summary({ found }: { readonly found: GateSimulation }): ReactNode {
  const { t, language } = useWords()
  const effects = useEffects()
  const { decisions, simulated, changed, since, until, draft, inForce } = found
  if (decisions === 0)
    return <Empty title={t('policy.simulation.noDecisions')}>{t('policy.simulation.noDecisionsWhy')}</Empty>
  const count = simulated.decisions
  const day = (text: string) => formatInstant(text, 'day', language)
  return (
    <div className={classes['summary']}>
      <p className={classes['verdict']}>
        {count === 0
          ? t('policy.simulation.noneLeft', { count: decisions })
          : changed.decisions === 0
            ? t('policy.simulation.noChange', { count })
            : t('policy.simulation.changed', { count, changed: changed.decisions })}
      </p>
      {changed.decisions > 0 && <p className={classes['say']}>{effects(found)}</p>}
      <p className={classes['hint']}>
        {t('policy.simulation.period', {
          since: day(since),
          until: day(until),
          version: draft.version,
          inForce,
        })}
      </p>
    </div>
  )
}

/** What the numbers do not tell. */
function Limits({ found }: { readonly found: GateSimulation }): ReactNode {
  const { t } = useWords()
  const { left, least, moved } = found
  const counts = {
    uncounted: left.uncounted,
    many: left.many,
    least: least.decisions,
    moved: moved.decisions,
  }
  const told = (Object.keys(counts) as (keyof typeof counts)[]).filter((one) => counts[one] > 0)
  if (told.length === 0) return null
  return (
    <>
      <h3>{t('policy.simulation.limits')}</h3>
      <ul className={classes['whom']}>
        {told.map((one) => (
          <li key={one}>{t(`policy.simulation.${one}`, { count: counts[one] })}</li>
        ))}
      </ul>
    </>
  )
}
