// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readText, type PackFile } from '@yakusoku/core/packs'
import { refuse } from '../kernel/index.ts'
import { policiesRefusals } from './refusals.ts'

/** The three files of a pack, in the order in which they are told. */
export const fileNames = ['pack.yaml', 'policy.ja.md', 'policy.en.md'] as const

/** One of {@link fileNames}. */
export type FileName = (typeof fileNames)[number]

/** The files of a pack as text. */
export type PolicyFiles = Readonly<Record<FileName, string>>

/** A file as it is sent: its text, or its bytes in base64 where nobody knows their encoding yet. */
type SentFile = string | { readonly base64: string }

/** Files as they are sent, all or some of them. */
export type SentFiles = { readonly [Name in FileName]?: SentFile | undefined }

/** The files in the form that core reads. */
export const asPackFiles = (files: PolicyFiles): PackFile[] =>
  fileNames.map((path) => ({ path, text: files[path] }))

/** SHA-256 of a text in UTF-8. */
export const sha256Of = (content: string): Buffer => createHash('sha256').update(content).digest()

/** Reads what was sent into text. Refuses `policies.unreadable-file` with each file's name, line and column. */
export function readSent(sent: SentFiles): Partial<PolicyFiles> {
  const read = fileNames.flatMap((path) => {
    const file = sent[path]
    return file === undefined ? [] : [{ path, ...readOne(path, file) }]
  })
  const errors = read.flatMap(({ errors: found }) => found)
  if (errors.length > 0) throw refuse(policiesRefusals, 'policies.unreadable-file', { errors })
  return Object.fromEntries(read.map(({ path, text }) => [path, text]))
}

function readOne(
  path: FileName,
  file: SentFile,
): { text: string; errors: { at: string; message: string }[] } {
  const given: PackFile =
    typeof file === 'string' ? { path, text: file } : { path, bytes: Buffer.from(file.base64, 'base64') }
  const { text, problems } = readText(given)
  // An empty file is somebody's work in progress: the check tells it.
  const errors = problems
    .filter(({ rule }) => rule !== 'file/empty')
    .map(({ line, column, message, suggestion }) => ({
      at: `${path}:${line}:${column}`,
      message: `${message.ja}${suggestion.ja} / ${message.en} ${suggestion.en}`,
    }))
  const content = text ?? ''
  // Half of a pair of UTF-16 would be kept as another character than the one that was sent.
  if (!content.isWellFormed())
    errors.push({ at: `${path}:1:1`, message: '壊れた文字があります。 / A character of it is broken.' })
  return { text: content, errors }
}
