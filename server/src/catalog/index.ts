// SPDX-License-Identifier: Apache-2.0
/**
 * The connected systems and their data maps. Facts: catalog.connected, catalog.disconnected.
 * Invariants: no map that would hold up requests comes in by the API; a system's address is sealed; what is found is found by walking the maps, and by nothing else.
 */
export { registerCatalogRoutes } from './routes.ts'
export { catalogRefusals } from './refusals.ts'
export { Catalog, type CollectedData, type SourceView } from './sources.ts'
export { draftMap, type Draft, type DraftOptions } from './draft-map.ts'
