// SPDX-License-Identifier: Apache-2.0
/**
 * The inventory of personal information (個人情報管理台帳): what is handled, for what, where, by whom and how long.
 * Facts: inventory.added, .changed, .removed, .reopened, .imported, .reviewed, .review-planned.
 * Invariants: it holds nobody's data; a fact names the columns that changed and a salted digest, never what was typed;
 * what somebody wrote is never overwritten by what is computed; an import is shown first and applied whole or not at
 * all; an open inventory always has its duty of review.
 */
export { reviewedHere } from './reviews.ts'
export { registerInventoryRoutes } from './routes.ts'
export { inventoryRefusals } from './refusals.ts'
export type { InventoryPorts } from './ports.ts'
