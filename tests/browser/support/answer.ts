// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { available } from '../../support/available.ts'

/** An answer as the requester unpacks it: file name to text; of a PDF its bytes as Latin-1. */
export type Answer = ReadonlyMap<string, string>

/** Unpacks the archive at a path. */
export function unpack(path: string): Answer {
  const files = Object.entries(unzipSync(readFileSync(path)))
  return new Map(
    files.map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString(name.endsWith('.pdf') ? 'latin1' : 'utf8'),
    ]),
  )
}

/** Whether these bytes are a whole PDF. */
export function isPdf(bytes: string): boolean {
  return bytes.startsWith('%PDF-') && bytes.trimEnd().endsWith('%%EOF')
}

/** The text of a PDF without white space and invisible breaks, since lines break where they must; needs pdftotext. */
export function textOfPdf(bytes: string, folder: string): string {
  const file = join(folder, 'read.pdf')
  writeFileSync(file, Buffer.from(bytes, 'latin1'))
  const text = execFileSync(available('pdftotext') ?? 'pdftotext', ['-enc', 'UTF-8', file, '-'])
  return text.toString('utf8').replaceAll(/[\s\u200B\u2060\u00AD]/g, '')
}
