// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of persons, sealed values, sealed files. Master key (outside the database) > organisation's > person's > value.
 * Invariants: a value about a person is only ever stored sealed under that person's key; destroying the key destroys
 * the value everywhere, also in the ledger; a backup from before still holds the key, so a restore is followed by the
 * journal of erasures before anything is served; rotation re-wraps keys and never touches values.
 */
export { Vault, type StoredFile, type ForPerson } from './vault.ts'
export { masterKeyFile, addMasterKey, type MasterKey } from './master-key.ts'
export { reconcileErasures } from './erasures.ts'
export { blindIndex } from './cipher.ts'
export { vaultRefusals } from './refusals.ts'
