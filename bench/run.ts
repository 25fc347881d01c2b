// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run bench [NAME…] [--write]`: runs each bench in a process of its own and prints its ratios beside their goals;
 * --write puts them into bench/README.md, beside the rows that stand there of benches that were not run.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, release } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isMet, type Measure } from './measure.ts'
import { drawn, type Plot } from './plot.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const mark = 'MEASURES '

async function measuresOf(file: string): Promise<Measure[]> {
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc', '--max-old-space-size=8192']
  const parameters = [...flags, join(folder, 'run.ts'), '--child', file]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { maxBuffer: 1e8 })
  const line = stdout.split('\n').find((one) => one.startsWith(mark))
  return JSON.parse((line as string).slice(mark.length)) as Measure[]
}

async function runChild(name: string): Promise<void> {
  const file = pathToFileURL(join(folder, name)).href
  const { bench } = (await import(file)) as { bench: () => Promise<Measure[]> }
  console.log(mark + JSON.stringify(await bench()))
}

function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores of ${first?.model.trim()}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

function row(measure: Measure): string {
  const { name, ours, beside, ratio, goal, better, unit, note } = measure
  const wanted = `${better === 'higher' ? '≥' : '≤'} ${goal}`
  const met = isMet(measure) ? 'met' : '**not met**'
  const cells = [
    name,
    `${number(ours)} ${unit}`,
    `${number(beside)} ${unit}`,
    ratio.toFixed(2),
    wanted,
    met,
    note,
  ]
  return `| ${cells.join(' | ')} |`
}

const heading = [
  '| what / beside what | ours | beside | ratio | goal | | how |',
  '| --- | --- | --- | --- | --- | --- | --- |',
]

/** The rows and pictures of the page as it stands, by what they are about. */
function standing(): { rows: Map<string, string>; pictures: Map<string, string> } {
  const lines = readFileSync(join(folder, 'README.md'), 'utf8').split('\n')
  const rows = lines.filter((line) => line.startsWith('| ')).slice(2)
  const pictures = lines.filter((line) => line.startsWith('!['))
  const named = (all: readonly string[], end: string) =>
    new Map(all.map((line) => [line.slice(0, line.indexOf(end, 2)), line]))
  return { rows: named(rows, ' |'), pictures: named(pictures, '](') }
}

function page(measured: readonly string[], plots: readonly Plot[], all: boolean): string {
  const opening =
    'What we do beside what the machine can do, both measured in the same run. Trust the ratios: the absolute ' +
    'figures move with the machine. `npm run bench` prints this table, `npm run bench -- --write` writes it here, ' +
    '`npm run bench -- append` runs one.'
  const { rows, pictures } = all ? { rows: new Map(), pictures: new Map() } : standing()
  for (const one of measured) rows.set(one.slice(0, one.indexOf(' |', 2)), one)
  for (const { file, title } of plots) pictures.set(`![${title}`, `![${title}](${file}.svg)`)
  return [
    '# Benchmarks',
    '',
    opening,
    '',
    `Measured on ${machine()}.`,
    '',
    ...heading,
    ...rows.values(),
    ...[...pictures.values()].flatMap((picture) => ['', picture]),
    '',
  ].join('\n')
}

async function runAll(names: readonly string[], write: boolean): Promise<void> {
  const files = readdirSync(folder).filter(
    (name) =>
      name.endsWith('.ts') &&
      /^export (?:async function|const) bench\b/m.test(readFileSync(join(folder, name), 'utf8')),
  )
  const chosen = files.filter((file) => names.length === 0 || names.includes(file.replace('.ts', '')))
  const unknown = names.filter((name) => !files.includes(`${name}.ts`))
  if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}; there are ${files.join(' ')}`)
  const rows: string[] = []
  const plots: Plot[] = []
  console.log([machine(), '', ...heading].join('\n'))
  for (const file of chosen) {
    for (const measure of await measuresOf(file)) {
      rows.push(row(measure))
      if (measure.plot) plots.push(measure.plot)
      console.log(rows.at(-1))
    }
  }
  if (!write) return
  writeFileSync(join(folder, 'README.md'), page(rows, plots, names.length === 0))
  for (const plot of plots) writeFileSync(join(folder, `${plot.file}.svg`), drawn(plot))
}

const parameters = process.argv.slice(2)
if (parameters[0] === '--child') await runChild(parameters[1] as string)
else
  await runAll(
    parameters.filter((one) => !one.startsWith('--')),
    parameters.includes('--write'),
  )
