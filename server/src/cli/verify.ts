// SPDX-License-Identifier: Apache-2.0
/**
 * `yakusoku verify FILE`: checks an export or a receipt offline. It needs no server and no database and imports
 * nothing of this server, so that it is no judge in its own case: only the proofs of core and Node itself.
 */
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Bilingual, ReceiptReport, VerifyReport } from '@yakusoku/core/ledger'
import { exportFormat, parseVkey, receiptFormat, verifyReceipt } from '@yakusoku/core/ledger'
import { verifyExport } from './verify.export.ts'
import { nodePrimitives } from './verify.primitives.ts'
import { presentExport, presentReceipt } from './verify.text.ts'

/** Options of `yakusoku verify`: `witness` are files of checkpoints, `key` a vkey or a file that holds one. */
export type VerifyOptions = { witness: string[]; key?: string; json?: boolean; lang: 'ja' | 'en' }

/** Verifies a file and prints the outcome: 0 nothing wrong, 1 tampered or damaged, 2 cannot be read. */
export async function verifyCommand(file: string, options: VerifyOptions): Promise<number> {
  const outcome = await verifyFile(file, options).catch((error: unknown) => unreadable(file, error))
  if ('unreadable' in outcome) {
    console.error(
      options.json === true
        ? JSON.stringify({ ok: false, error: outcome.unreadable })
        : outcome.unreadable[options.lang],
    )
    return 2
  }
  if (options.json === true) console.log(JSON.stringify(outcome, null, 2))
  else
    console.log(
      'export' in outcome
        ? presentExport(outcome.export, file, options)
        : presentReceipt(outcome.receipt, file, options),
    )
  return ('export' in outcome ? outcome.export : outcome.receipt).ok ? 0 : 1
}

type Unreadable = { unreadable: Bilingual }
type Outcome = { export: VerifyReport } | { receipt: ReceiptReport } | Unreadable

async function verifyFile(file: string, options: VerifyOptions): Promise<Outcome> {
  const trustedKey = options.key === undefined ? undefined : await readKey(options.key)
  if (trustedKey === null) return badKey
  const key = trustedKey === undefined ? {} : { trustedKey }
  const witnesses: string[] = []
  for (const name of options.witness) witnesses.push(await readText(name))
  const handle = await open(file)
  try {
    const kind = detect(await beginningOf(handle))
    if (kind === null) return notOurs(file)
    if (kind === 'receipt') {
      if (witnesses.length > 0) console.error(witnessesUnused[options.lang])
      return { receipt: verifyReceipt(await handle.readFile('utf8'), { ...nodePrimitives, ...key }) }
    }
    return { export: await verifyExport(handle.fd, { ...key, witnesses }) }
  } finally {
    await handle.close()
  }
}

const beginningLength = 524_288
const largestText = 1_048_576

async function beginningOf(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginningLength), 0, beginningLength, 0)
  return buffer.toString('latin1', 0, bytesRead)
}

// By content, and generously: a damaged header must be reported as damage, not as a file of another kind.
function detect(beginning: string): 'export' | 'receipt' | null {
  if (beginning.startsWith(exportFormat) || /^(fact|checkpoint|end) /m.test(beginning)) return 'export'
  if (/^\s*\{/.test(beginning) && (beginning.includes(receiptFormat) || beginning.includes('"checkpoint"')))
    return 'receipt'
  return beginning === '' ? 'export' : null
}

async function readKey(given: string): Promise<string | null> {
  const text = given.includes('+') ? given : await readText(given)
  return parseVkey(text.trim(), nodePrimitives.sha256).ok ? text.trim() : null
}

async function readText(name: string): Promise<string> {
  const text = await readFile(name)
  if (text.length > largestText) throw Object.assign(new Error('too large'), { path: name })
  return text.toString('utf8')
}

// A receipt proves its fact in one tree only; that this tree grew into another takes the facts between.
const witnessesUnused: Bilingual = {
  ja: '--witness は控えには使いません。証人のチェックポイントとは、台帳の書き出しを照合してください。',
  en: '--witness is not used for a receipt: compare an export of the ledger with the witness checkpoint.',
}

const badKey: Unreadable = {
  unreadable: {
    ja: '--keyの検証鍵を読めません。「名前+8桁の16進数+base64」の鍵か、それを書いたファイルを指定してください。',
    en: 'The verifier key of --key cannot be read. Give "name+8 hex digits+base64", or a file that holds it.',
  },
}

function notOurs(file: string): Unreadable {
  return {
    unreadable: {
      ja: `${file} は台帳の書き出し（${exportFormat}）でも控え（${receiptFormat}）でもありません。受け取ったファイルの名前を確かめてください。`,
      en: `${file} is neither a ledger export (${exportFormat}) nor a receipt (${receiptFormat}). Check that it is the file you were given.`,
    },
  }
}

function unreadable(file: string, error: unknown): Unreadable {
  const details = error instanceof Error ? (error as NodeJS.ErrnoException) : undefined
  const name = details?.path ?? file
  if (details?.code === 'ESPIPE') return aPipe(name)
  const reason = details?.code ?? details?.message ?? 'error'
  return {
    unreadable: {
      ja: `${name} を読めません（${reason}）。名前と読み取りの権限を確かめてください。`,
      en: `${name} cannot be read (${reason}). Check its name and that you may read it.`,
    },
  }
}

// A large file is read at several places at once.
function aPipe(name: string): Unreadable {
  return {
    unreadable: {
      ja: `${name} はパイプです。内容をいったんファイルに保存して、そのファイルを指定してください。`,
      en: `${name} is a pipe. Save what comes through it as a file first, and name that file.`,
    },
  }
}
