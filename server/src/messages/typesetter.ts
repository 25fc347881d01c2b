// SPDX-License-Identifier: Apache-2.0
// A process of its own: started for the first document, ended when idle, so that the server at rest holds neither
// the typefaces nor the memory of a long document, and a crash of the native compiler takes nothing else along.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { coverageOf, legible, type Coverage } from './glyphs.ts'

/** What the server asks for: a template's name and everything it prints. */
export interface Order {
  readonly template: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What comes back: the PDF, or only where it failed (messages of the compiler quote values of people). */
export type Delivery =
  | { readonly pdf: Uint8Array; readonly memory: number }
  | { readonly failed: 'compile' | 'export'; readonly memory: number }

/** The compiler sees these names only: the folder does not exist, so nothing on the disk can be read. */
const room = '/yakusoku-templates'
const files = ['style.typ', 'disclosure.typ', 'letter.typ']

function typeface(name: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-jp/${name}`))
}

function prepare(): { compiler: NodeCompiler; covers: Coverage } {
  const regular = typeface('400Regular/NotoSansJP_400Regular.ttf')
  const bold = typeface('700Bold/NotoSansJP_700Bold.ttf')
  const compiler = NodeCompiler.create({ workspace: room, fontArgs: [{ fontBlobs: [regular, bold] }] })
  for (const file of files) {
    compiler.mapShadow(`${room}/${file}`, readFileSync(new URL(`templates/${file}`, import.meta.url)))
  }
  const [inRegular, inBold] = [coverageOf(regular), coverageOf(bold)]
  return { compiler, covers: (codePoint) => inRegular(codePoint) && inBold(codePoint) }
}

function makeLegible(value: unknown, covers: Coverage, count: (missing: number) => void): unknown {
  if (typeof value === 'string') {
    const { text, missing } = legible(value, covers)
    count(missing)
    return text
  }
  if (Array.isArray(value)) return value.map((entry) => makeLegible(entry, covers, count))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, entry]) => [key, makeLegible(entry, covers, count)])
  return Object.fromEntries(entries)
}

function typeset({ compiler, covers }: ReturnType<typeof prepare>, order: Order): Delivery {
  let missing = 0
  const data = makeLegible(order.data, covers, (more) => (missing += more)) as Record<string, unknown>
  const note = (data['words'] as { missing?: string } | undefined)?.missing ?? ''
  data['missing'] = missing === 0 ? '' : note.replace('{count}', String(missing))
  compiler.mapShadow(`${room}/data.json`, Buffer.from(JSON.stringify(data)))
  try {
    const compiled = compiler.compile({ mainFilePath: `${room}/${order.template}.typ` })
    if (compiled.result === null) return { failed: 'compile', memory: process.memoryUsage.rss() }
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2b' })
    return { pdf, memory: process.memoryUsage.rss() }
  } catch {
    return { failed: 'export', memory: process.memoryUsage.rss() }
  } finally {
    compiler.unmapShadow(`${room}/data.json`)
    compiler.evictCache(2)
  }
}

if (process.send !== undefined) {
  let ready: ReturnType<typeof prepare> | undefined
  process.on('message', (order: Order) => {
    ready ??= prepare()
    process.send?.(typeset(ready, order))
  })
  process.once('disconnect', () => process.exit())
}
