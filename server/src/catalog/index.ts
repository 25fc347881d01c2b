// SPDX-License-Identifier: Apache-2.0
/**
 * The connected systems, their data maps, and where what they hold differs from what is promised. Facts:
 * catalog.connected, .disconnected, .scanned, .drift-found, .drift-decided, .drift-reopened, .drift-gone,
 * .holders-counted, .jurisdiction-read, .collector-declared, .readings-received.
 * Invariants: no map that would hold up requests comes in by the API; a system's address is sealed; what is found is
 * found by walking the maps, and by nothing else; a scan forgets the values it looked at; a drift keeps its id, is
 * open until a person decides, and while any of a system is open a duty is.
 */
export { registerCatalogRoutes } from './routes.ts'
export { registerDriftRoutes } from './drift-routes.ts'
export { registerCountRoutes } from './count-routes.ts'
export { registerLawRoutes } from './law-routes.ts'
export { catalogRefusals } from './refusals.ts'
export { requestScans, scan, scanFirst, scanJob, sweepScans } from './scan.ts'
export { holdingsOf, listCategories } from './views.ts'
export type { CatalogPorts } from './connected.ts'
export type { HeldCount } from './contract.ts'
export { Catalog, type CollectedData, type SourceView } from './sources.ts'
export { clientFields, contactFields, type ClientField, type ContactField } from './contacts.ts'
export { draftMap, type Draft, type DraftOptions } from './draft-map.ts'
