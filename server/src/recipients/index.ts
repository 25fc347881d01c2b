// SPDX-License-Identifier: Apache-2.0
/**
 * Records of provision to third parties and of receipt from them (APPI Art. 29-31). Facts: recipients.provided,
 * .received (corrections too: they name what they correct), .read, .exported.
 * Invariants: a record has every item that the law asks for on its grounds, or names an earlier record still kept that
 * does; a record is never changed, a correction is a record of its own; the other side and every person are sealed
 * under keys of their own; reading what is sealed is a fact; nothing is recorded where the law asks for nothing.
 */
export { recordProvision, recordReceipt } from './operations.ts'
export { toCsv } from './sheet.ts'
export { hasRecords } from './store.ts'
export type { NewRecord } from './contract.ts'
export { carriedOut as recordsCarriedOut } from './carried-out.ts'
export { registerRecipientRoutes } from './routes.ts'
export { recipientsRefusals } from './refusals.ts'
export type { RecipientPorts } from './ports.ts'
