// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { flushFolder, makeSecretFile, operatorError, refuseReadable, text } from '../kernel/index.ts'
import { cipher, type Cipher } from './cipher.ts'

/** Wraps the organisations' keys. A file by default; a KMS is another implementation of these three. */
export interface MasterKey {
  /** Id of the key new wrappings use. */
  readonly id: string
  /** Wraps a key; `context` must be given again to unwrap. */
  wrap(key: Uint8Array, context: string): Uint8Array
  /** Unwraps with the key `id`; throws when that key is not here or the bytes were changed. */
  unwrap(id: string, wrapped: Uint8Array, context: string): Uint8Array
}

const keyBytes = 32
const rightLength = (key: string) => Buffer.from(key, 'base64').length === keyBytes
const FileSchema = z.array(z.object({ id: z.string().min(1), key: z.base64().refine(rightLength) })).min(1)
type Keys = z.infer<typeof FileSchema>

/** Reads the master keys of `file`, newest last; makes the file when `create` is set and it is not there. */
export function masterKeyFile(file: string, create: boolean): MasterKey {
  if (!existsSync(file)) {
    if (!create) {
      throw operatorError(
        `マスター鍵 ${file} がありません。これがなければ、封じた値を読めません。元に戻してください。`,
        `the master key ${file} is missing, and without it no sealed value can be read: put it back`,
      )
    }
    makeSecretFile(file, textOf([newKey()]))
  }
  refuseReadable(file, text('マスター鍵', 'master key'))
  return fromFile(file)
}

/** Adds a new master key to `file`; the organisations' keys are then wrapped again by {@link MasterKey.wrap}. */
export function addMasterKey(file: string): MasterKey {
  const unfinished = `${file}.new`
  try {
    // Only one at a time: of two keys added at the same moment one would be lost, and all that was wrapped by it.
    writeFileSync(unfinished, '', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
    throw operatorError(
      `別の更新が進んでいます。進んでいないときは、${unfinished} を削除してください。`,
      `another rotation is under way; where it is not, remove ${unfinished}`,
      { cause: error },
    )
  }
  try {
    writeFileSync(unfinished, textOf([...read(file), newKey()]), { flush: true })
    renameSync(unfinished, file)
    flushFolder(dirname(file))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  return fromFile(file)
}

function newKey(): Keys[number] {
  return { id: randomBytes(6).toString('hex'), key: randomBytes(keyBytes).toString('base64') }
}

function read(file: string): Keys {
  const parsed = FileSchema.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success)
    throw operatorError(
      `マスター鍵 ${file} が壊れています。控えを戻してください。`,
      `the master key ${file} is damaged: put back a copy of it`,
    )
  return parsed.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = (keys: Keys) => `${JSON.stringify(keys, null, 2)}\n`

function fromFile(file: string): MasterKey {
  const ciphers = new Map<string, Cipher>()
  const load = () => {
    const keys = read(file)
    for (const { id, key } of keys) ciphers.set(id, cipher(Buffer.from(key, 'base64')))
    return (keys.at(-1) as Keys[number]).id
  }
  const newest = load()
  return {
    id: newest,
    wrap: (key, context) => (ciphers.get(newest) as Cipher).seal(key, context),
    unwrap: (id, wrapped, context) => {
      // The command line may have added a key since a running server read the file.
      if (!ciphers.has(id)) load()
      const used = ciphers.get(id)
      if (used === undefined)
        throw operatorError(
          `マスター鍵 ${id} が ${file} にありません。それを含む控えを戻してください。`,
          `master key ${id} is not in ${file}: put back the copy of the file that has it`,
        )
      return used.open(wrapped, context)
    },
  }
}
