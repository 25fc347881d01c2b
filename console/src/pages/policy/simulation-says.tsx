// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { Draft } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import classes from './policy.module.css'
import { useLastSimulation } from './simulation-calls.ts'
import { useEffects } from './simulation-effects.ts'

/** In a sentence what the simulation of a draft found, or that there was none. */
export function SimulationSays({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const effects = useEffects()
  const found = useLastSimulation(organisation.id, draft)
  const says = (): string => {
    if (!found) return t('policy.simulation.notRun')
    const [count, changed] = [found.simulated.decisions, found.changed.decisions]
    if (count === 0) return t('policy.simulation.foundNoDecisions')
    if (changed === 0) return t('policy.simulation.foundNothing', { count })
    return t('policy.simulation.found', { count, changed, effects: effects(found) })
  }
  return <p className={classes['say']}>{says()}</p>
}
