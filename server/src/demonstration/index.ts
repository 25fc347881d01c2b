// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: two source systems of a fictional cleaning company (the one of packs/cleaning), their data
 * maps, the people of the walk-through and the first operators.
 * Invariants: the same rows at every run (no clock, no chance); a system is there whole or not at all; every
 * address is under a reserved domain, every telephone number has zeros in its middle.
 */
export {
  createDemonstration,
  demonstrationMaps,
  type Demonstration,
  type DemonstrationPlace,
  type DemonstrationSource,
} from './demonstration.ts'
export type { DemonstrationStep } from './making.ts'
export { demonstrationVersion } from './stands.ts'
export { showcasePersons, type ShowcasePerson } from './showcase.ts'
export { recordThirdParties } from './third-parties.ts'
export { registerStanding } from './registered.ts'
export { askAsPrograms } from './asked.ts'
export { demonstrationOperators, type DemonstrationOperator } from './operators.ts'
