// SPDX-License-Identifier: Apache-2.0
import type { GateSimulation } from 'yakusoku/contract'
import { useWords } from '../../language.ts'

/** How a decision would change. */
export type Effect = GateSimulation['changes'][number]['effect']

const effects = ['denied', 'undeclared', 'permitted', 'obligations', 'reason'] as const satisfies Effect[]

/** Tells in a line how many decisions would change how. */
export function useEffects(): (found: Pick<GateSimulation, 'effects'>) => string {
  const { t } = useWords()
  return (found) =>
    effects
      .filter((one) => found.effects[one].decisions > 0)
      .map((one) =>
        t('policy.simulation.counts', {
          effect: t(`policy.simulation.effect.${one}`),
          decisions: found.effects[one].decisions,
        }),
      )
      .join(t('list.comma'))
}
