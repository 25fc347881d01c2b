// SPDX-License-Identifier: Apache-2.0
/**
 * What was taken out of the premises and when it came back. Facts: takeouts.taken, .returned, .read, .exported.
 * Invariants: an entry says who took out what, how many, on which medium, where to, on which basis and until when, or
 * there is none; who, where to and the document are sealed under a key of the entry's own, and reading them is a fact;
 * what is out is a duty until it is back.
 */
export { takeOut, type TakingOut } from './operations.ts'
export { takeOutsCarryOut } from './carried-out.ts'
export { registerTakeOutRoutes } from './routes.ts'
export { takeOutRefusals } from './refusals.ts'
export type { TakeOutPorts } from './ports.ts'
