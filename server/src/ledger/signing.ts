// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import {
  noteKey,
  parseSignedCheckpoint,
  parseVkey,
  printVkey,
  verifyNote,
  type NoteKey,
  type SignedCheckpoint,
  type SignEd25519,
} from '@yakusoku/core/ledger'
import type { Tx } from '../database/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256 } from './append.ts'
import { createTree, tree, type TreeRow } from './store.ts'

/** A tree with the key its checkpoints are signed with. */
export interface SigningTree {
  readonly row: TreeRow
  readonly key: NoteKey
  readonly sign: SignEd25519
  /** The signed head that a note is; undefined where this key did not sign it. */
  readonly signed: (note: string) => SignedCheckpoint | undefined
}

const keyName = 'ledger-signing-key'

/** Founds an organisation's tree with an Ed25519 key of its own; an existing tree stays as it is. */
export async function found(vault: Vault, tx: Tx, organisation: string, origin: string): Promise<void> {
  if ((await tree(tx, organisation)) !== undefined) return
  const pair = generateKeyPairSync('ed25519')
  const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const key = noteKey(origin, raw, sha256)
  if (key === null) throw new Error(`${origin} cannot name a ledger`)
  const secret = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  await createTree(
    tx,
    organisation,
    origin,
    printVkey(key),
    await vault.sealOwn(tx, organisation, keyName, secret),
  )
}

/** The tree's key, opened. */
export async function signing(
  vault: Vault,
  tx: Tx,
  organisation: string,
  row: TreeRow,
): Promise<SigningTree> {
  const der = Buffer.from(await vault.openOwn(tx, organisation, keyName, row.signing_key))
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const key = parseVkey(row.verification_key, sha256)
  if (!key.ok) throw new Error(`the verification key of ${organisation} cannot be read`)
  const known = createPublicKey(secret)
  const isOurs = (signature: Uint8Array, message: Uint8Array) => verify(null, message, known, signature)
  return {
    row,
    key: key.value,
    sign: (message) => sign(null, message, secret),
    signed: (note) => {
      const read = parseSignedCheckpoint(note)
      return read.ok && verifyNote(read.value.note, key.value, isOurs) ? read.value : undefined
    },
  }
}
