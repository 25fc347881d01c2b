// SPDX-License-Identifier: Apache-2.0
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { checkPack } from '@yakusoku/core/check'
import { lawsFor, loadPack, readText, type PackData } from '@yakusoku/core/packs'
import { LawShelf, ownPacks, readPackFiles } from './check-folders.ts'
import { findingText } from './check-text.ts'
import { questions, type InitArguments, type Question } from './init-answers.ts'
import { startPack, type Founding, type PackTexts, type Started } from './init-pack.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

/** Asks one question and gives the answer as typed. */
export type Ask = (prompt: string) => Promise<string>

/** What `yakusoku init` needs of its surroundings: where it prints, the day, and how it asks (not at all in a script). */
export interface InitSurroundings {
  readonly write: (text: string) => void
  readonly today: string
  readonly ask: Ask | undefined
}

type Answers = Record<Question['key'], string>

/** Starts a new pack in an empty folder: 0 made and checked, 1 the check found errors, 2 nothing was made. */
export async function initCommand(
  folder: string,
  options: InitArguments,
  { write, today, ask }: InitSurroundings,
): Promise<0 | 1 | 2> {
  const language = options.lang === 'ja' || options.lang === 'en' ? options.lang : terminalLanguage()
  const say = (sentence: Sentence) => tell(sentence[language])
  if (options.lang !== undefined && options.lang !== language) {
    say({
      en: `--lang ${options.lang}: choose one of ja, en.`,
      ja: `--lang ${options.lang}: ja か en を指定してください。`,
    })
    return 2
  }
  const occupied = occupiedBy(folder)
  if (occupied) {
    say(occupied)
    return 2
  }
  const answers = await answersTo(questions(folder, today), options, options.yes ? undefined : ask, language)
  if ('wrong' in answers) {
    for (const sentence of answers.wrong) say(sentence)
    return 2
  }
  const started = start(folder, answers, today)
  if ('wrong' in started) {
    say(started.wrong)
    return 2
  }
  const files = Object.entries(started.files).map(([path, text]) => ({ path, text }))
  const { findings } = checkPack(files, { asOf: today, laws: new LawShelf().for(folder) })
  const failed = save(folder, started.files)
  if (failed) {
    say(failed)
    return 2
  }
  const open = findings.filter(({ allowed }) => allowed === undefined)
  write(
    open
      .map((finding) => findingText({ ...finding, file: join(folder, finding.file) }, language, false))
      .join('\n'),
  )
  write(`${nextSteps(folder, started)[language]}\n`)
  return open.some(({ severity }) => severity === 'error') ? 1 : 0
}

function occupiedBy(folder: string): Sentence | undefined {
  try {
    if (readdirSync(folder).length === 0) return undefined
    return {
      en: `${folder}: there is something in this folder, and nothing of it is touched. Name a new or an empty folder.`,
      ja: `${folder}: フォルダーが空ではないため、何も変えません。新しいフォルダーか空のフォルダーを指定してください。`,
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    return {
      en: `${folder}: it cannot be used as a folder (${code ?? 'error'}). Name another one.`,
      ja: `${folder}: フォルダーとして使えません（${code ?? 'error'}）。別の場所を指定してください。`,
    }
  }
}

/** The answers from the options, then from whoever sits at the terminal; without one, what is missing is named at once. */
async function answersTo(
  asked: readonly Question[],
  options: InitArguments,
  ask: Ask | undefined,
  language: 'ja' | 'en',
): Promise<Answers | { wrong: Sentence[] }> {
  const answers: Partial<Answers> = {}
  const wrong: Sentence[] = []
  for (const question of asked) {
    const preset = typeof question.preset === 'function' ? question.preset(answers) : question.preset
    const said = options[question.key]?.trim()
    const given = said || (ask ? await askFor(question, preset, ask, language) : preset)
    const fault = given === undefined || given === '' ? MISSING : question.fault(given)
    if (fault) wrong.push(told(question, fault))
    else if (given !== undefined) answers[question.key] = given
  }
  return wrong.length > 0 ? { wrong } : (answers as Answers)
}

const MISSING: Sentence = { en: 'it is needed', ja: '必要です' }

const told = ({ option, ask }: Question, fault: Sentence): Sentence => ({
  en: `${option}: ${fault.en}. (${ask.en})`,
  ja: `${option}: ${fault.ja}。（${ask.ja}）`,
})

async function askFor(
  { ask: wanted, fault: faultOf }: Question,
  preset: string | undefined,
  ask: Ask,
  language: 'ja' | 'en',
): Promise<string> {
  const shown = preset === undefined ? '' : ` [${preset}]`
  for (;;) {
    const answer = (await ask(`${wanted[language]}${shown}: `)).trim() || (preset ?? '')
    const fault = answer === '' ? MISSING : faultOf(answer)
    if (!fault) return answer
    tell(`  ${fault[language]}`)
  }
}

function start(folder: string, answers: Answers, today: string): Started | { wrong: Sentence } {
  const source = join(ownPacks, answers.from)
  const read = readPackFiles(source)
  if ('unreadable' in read) return { wrong: read.unreadable }
  const { pack } = loadPack(read.files)
  const texts = Object.fromEntries(read.files.map((file) => [file.path, readText(file).text ?? '']))
  if (!pack || !isWhole(texts))
    return {
      wrong: {
        en: `${source}: the pack to start from has errors. Run: yakusoku check ${source}`,
        ja: `${source}: 元にするパックに誤りがあります。yakusoku check ${source} で確かめてください。`,
      },
    }
  return startPack(pack, texts, foundingOf(folder, pack, answers, today))
}

const isWhole = (texts: Record<string, string>): texts is Record<string, string> & PackTexts =>
  ['pack.yaml', 'policy.ja.md', 'policy.en.md'].every((name) => texts[name])

function foundingOf(folder: string, pack: PackData, answers: Answers, today: string): Founding {
  const both = (key: 'name' | 'address' | 'representative' | 'manager') => ({
    ja: answers[`${key}Ja`],
    en: answers[`${key}En`],
  })
  const jurisdictions = answers.jurisdictions.split(',').map((one) => one.trim())
  const schema = relative(resolve(folder), join(ownPacks, 'pack.schema.json')).replaceAll('\\', '/')
  const laws = lawsFor({ ...pack, jurisdictions }, new LawShelf().for(folder), today).map(({ id }) => id)
  return {
    id: answers.id,
    prefix: answers.prefix,
    name: both('name'),
    address: both('address'),
    representative: both('representative'),
    manager: both('manager'),
    mail: answers.mail,
    phone: answers.phone,
    website: answers.website,
    jurisdictions,
    effective: answers.effective,
    today,
    // What comes with another law need not be named.
    laws: laws.filter((id) => id !== 'law/retention'),
    schema,
  }
}

function save(folder: string, files: PackTexts): Sentence | undefined {
  const written: string[] = []
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name)
      const opened = openSync(file, 'wx')
      written.push(file)
      try {
        writeFileSync(opened, text)
      } finally {
        closeSync(opened)
      }
    }
    return undefined
  } catch (error) {
    // Half a pack is none, and would stand in the way of the next attempt.
    for (const file of written) rmSync(file, { force: true })
    const { code } = error as NodeJS.ErrnoException
    return {
      en: `${folder}: it cannot be written (${code ?? 'error'}). Choose another place or make room.`,
      ja: `${folder}: 書き込めません（${code ?? 'error'}）。別の場所を指定するか、空きを作ってください。`,
    }
  }
}

const nextSteps = (folder: string, { open }: Started): Sentence => ({
  en: [
    `${folder}: a new pack. The text and the data are those of a fictional company: read every sentence and make it yours.`,
    ...(open.length > 0 ? [`Still to fill in or to replace, in pack.yaml: line ${open.join(', ')}`] : []),
    `Then: yakusoku check ${folder}`,
  ].join('\n'),
  ja: [
    `${folder}: 新しいパックを作りました。文もデータも架空の会社のものです。一文ずつ読んで、自社のものにしてください。`,
    ...(open.length > 0 ? [`記入・差し替えが残っている箇所（pack.yaml の行）: ${open.join('、')}`] : []),
    `続けて: yakusoku check ${folder}`,
  ].join('\n'),
})

/** Adds `init` to the command line. */
export const registerInit = (program: Command): void => {
  const command = program
    .command('init')
    .description('start a new pack from one that is there / 既存のパックから新しいパックを作る')
    .argument('<folder>', 'a new or empty folder / 新しいフォルダーか空のフォルダー')
    .option('--yes', 'ask nothing; what has no answer takes its default / 何も尋ねない')
    .option('--lang <language>', 'ja or en / 表示の言語', terminalLanguage())
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
  for (const { option, ask } of questions('', '')) command.option(`${option} <text>`, `${ask.en} / ${ask.ja}`)
  command.action(async (folder: string, options: InitArguments) => {
    const terminal = process.stdin.isTTY ? openTerminal() : undefined
    try {
      process.exitCode = await initCommand(folder, options, {
        write: (text) => process.stdout.write(text),
        today: new Intl.DateTimeFormat('sv-SE').format(new Date()),
        ask: terminal?.ask,
      })
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
      tell({ en: '\nStopped; nothing was made.', ja: '\n中止しました。何も作っていません。' })
      process.exitCode = 2
    } finally {
      terminal?.close()
    }
  })
}

/** Asks at the terminal; whoever ends the input (Ctrl-D, Ctrl-C) ends the asking. */
function openTerminal(): { ask: Ask; close: () => void } {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new AbortController()
  terminal.once('close', () => ended.abort())
  return {
    ask: (prompt) => terminal.question(prompt, { signal: ended.signal }),
    close: () => terminal.close(),
  }
}
