// SPDX-License-Identifier: Apache-2.0
/**
 * The programme: what a policy promises to do again and again (duties with `every`, renewals of safeguards), cycle by
 * cycle, with the evidence that closes each. Facts: programme.opened, .withdrawn, .evidence-given, .evidence-read,
 * .completed. Rule of the cycles: the first starts on the day the policy that names it came into force, or on the day
 * this programme began, whichever is later; the later ones are counted from there. Another period begins where the
 * running cycle ends; what a new version drops is withdrawn, and starts anew when it comes back. After a standstill the
 * cycle that runs is opened, and its fact says how many were missed. A safeguard's document is first due one warning
 * after the start, then every `renewEvery`; its duty opens one warning ahead.
 * Invariants: a cycle is opened once; it completes only with all the evidence it asks for, given by its owner's role or
 * the privacy manager; evidence is stored sealed, under a key of the cycle's own, and reading it is a fact.
 */
export { registerProgrammeRoutes } from './routes.ts'
export { sweepProgramme } from './sweep.ts'
export { recurringReferences } from './programme.ts'
export { programmeRefusals } from './refusals.ts'
export type { ProgrammePorts } from './ports.ts'
