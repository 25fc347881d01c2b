// SPDX-License-Identifier: Apache-2.0
/**
 * The meaning of the gate, to be read from top to bottom. `compile.ts` answers the same, faster; where the two differ,
 * this is right.
 */
import { consentStands, notStopped, oldEnough, rightPerson, stillKept } from './about-person.ts'
import { routeAbroad, staysWithin } from './abroad.ts'
import type { Case, Obstacle, Weighed } from './case.ts'
import { answered, type Decision, type Step } from './answer.ts'
import { declared } from './declared.ts'
import { groundUsed, lifted } from './grounds.ts'
import { obligations } from './obligations.ts'
import type { Question } from './question.ts'
import {
  groundStands,
  lawLetsProvide,
  leavesUnidentified,
  recipientMay,
  recipientReady,
} from './receiving.ts'
import {
  basisStands,
  channelNamed,
  clientContracted,
  handledSo,
  numberListed,
  purposeTold,
  purposeUses,
  roleMay,
  specialCare,
} from './scope.ts'

/** Everything that must hold, in the order in which a denial names its first reason. */
export const CHECKS = {
  number: numberListed,
  handling: handledSo,
  age: oldEnough,
  channel: channelNamed,
  client: clientContracted,
  purpose: purposeUses,
  told: purposeTold,
  role: roleMay,
  person: rightPerson,
  retention: stillKept,
  stopped: notStopped,
  basis: basisStands,
  consent: consentStands,
  'special-care': specialCare,
  recipient: recipientMay,
  ground: groundStands,
  ready: recipientReady,
  provision: lawLetsProvide,
  localised: staysWithin,
  abroad: routeAbroad,
  identity: leavesUnidentified,
} as const satisfies Record<string, (one: Case) => Obstacle[]>

/**
 * Decides one question. What is not declared is a gap; what stands in the way and is not lifted by the ground that was
 * claimed denies; all else is permitted, with what has to be done about it.
 */
export function decide(weighed: Weighed, question: Question): Decision {
  const found = declared(weighed, question)
  if ('reason' in found) return answered(weighed, { gap: found })
  const lifts = lifted(found)
  const steps = Object.entries(CHECKS).map(([check, look]): Step => {
    const obstacles = look(found)
    const standing = obstacles.filter(({ lift }) => lift === undefined || !lifts.has(lift))
    return { check: check as keyof typeof CHECKS, obstacles, standing }
  })
  const first = firstReason(steps)
  return answered(found, {
    case: found,
    steps,
    denied: first,
    ground: groundUsed(found),
    obligations: first ? [] : obligations(found),
  })
}

/** The first that stands; but what a claimed ground lacks is told before what that ground would have lifted. */
function firstReason(steps: readonly Step[]): Obstacle | undefined {
  const first = steps.flatMap(({ standing }) => standing)[0]
  const lacking = steps.find(({ check }) => check === 'ground')?.standing.find(({ claimed }) => claimed)
  return first?.lift === undefined ? first : (lacking ?? first)
}
