// SPDX-License-Identifier: Apache-2.0
/**
 * Duties: what somebody must do by a time. Facts: duties.opened, .closed, .withdrawn.
 * Invariants: a duty names the promises it serves and who owns it; it closes only with the fact that is its evidence;
 * its deadline is computed by the calendar of core, once, and kept with its reckoning.
 */
export {
  openDuty,
  closeDuty,
  isLate,
  openDuties,
  dutiesOf,
  dutiesOfKind,
  countByPromise,
  keptInTime,
  type NewDuty,
} from './duties.ts'
export { registerDutyRoutes } from './routes.ts'
export { dutyTitles } from './texts.ts'
