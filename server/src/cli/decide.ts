// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { Command } from 'commander'
import {
  asked,
  EvaluationSchema,
  explained,
  failed,
  NO_WORDS,
  openWords,
  presented,
  type Words,
} from '@yakusoku/core/authzen'
import { parseDate } from '@yakusoku/core/calendar'
import { openGate, type Gate } from '@yakusoku/core/gate'
import { loadPack } from '@yakusoku/core/packs'
import { decideAgainst } from './decide-against.ts'
import { LawShelf, readPackFiles } from './check-folders.ts'
import { explanationText } from './explain-text.ts'
import { NO_STATE, readState } from './gate-state.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

/** What `yakusoku decide` and `yakusoku explain` take. */
export interface GateArguments {
  readonly pack: string
  readonly against?: string
  readonly state?: string
  readonly asOf?: string
  readonly lang?: string
  readonly json?: boolean
}

/** A gate from files, and the day it decides for. */
interface Opened {
  readonly gate: Gate
  readonly words: Words
  readonly on: string
}

const today = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** Opens a gate from a pack's folder and a state file, or says what is wrong. */
export function openFromFiles({
  pack: folder,
  state,
  asOf = today(),
}: GateArguments): Opened | { wrong: Sentence } {
  if (!parseDate(asOf).ok)
    return {
      wrong: {
        en: `--as-of ${asOf}: write a day of the calendar as YYYY-MM-DD, such as 2027-04-01.`,
        ja: `--as-of ${asOf}: 暦にある日を YYYY-MM-DD で書いてください。例: 2027-04-01`,
      },
    }
  const read = readPackFiles(folder)
  if ('unreadable' in read) return { wrong: read.unreadable }
  const { pack, problems } = loadPack(read.files)
  if (!pack) {
    const [first] = problems.filter(({ severity }) => severity === 'error')
    return {
      wrong: {
        en: `${folder}: the pack has errors${first ? `, first ${first.path}:${first.line}: ${first.message.en}` : ''}. Run yakusoku check ${folder}.`,
        ja: `${folder}: パックに誤りがあります${first ? `（${first.path}:${first.line}: ${first.message.ja}）` : ''}。yakusoku check ${folder} を実行してください。`,
      },
    }
  }
  const known = state === undefined ? NO_STATE : readState(state)
  if ('wrong' in known) return known
  const gate = openGate(pack, new LawShelf().for(folder))
  gate.setStanding(known.standing)
  for (const [id, person] of known.persons) gate.setPerson(id, person)
  return { gate, words: openWords(known.words, pack), on: asOf }
}

/** One line of NDJSON as a question, or what is wrong with it. */
function questionIn(line: string, words: Words): ReturnType<typeof asked> | { readonly wrong: string } {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const parsed = EvaluationSchema.safeParse(json)
  if (parsed.success) {
    const said = words.translate(parsed.data)
    return 'problem' in said ? { wrong: said.problem } : asked(said.evaluation)
  }
  return { wrong: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }
}

/**
 * Answers questions line by line, in their order: an AuthZEN evaluation in, its decision out. 0 when every line was a
 * question, 1 when some were not (each is denied with its error), 2 when the pack, the state or the day is wrong. With
 * `against`, what {@link decideAgainst} tells.
 */
export async function decideCommand(
  options: GateArguments,
  lines: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
): Promise<0 | 1 | 2> {
  const opened = openFromFiles(options)
  if ('wrong' in opened) {
    tell(opened.wrong)
    return 2
  }
  if (options.against !== undefined) return against(options, options.against, opened, lines, write)
  let malformed = 0
  let answers: string[] = []
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const question = questionIn(line, opened.words)
    if ('wrong' in question) {
      malformed += 1
      answers.push(JSON.stringify(failed(400, `line ${number}: ${question.wrong}`)))
    } else
      answers.push(
        JSON.stringify(presented(opened.gate.decide(question.question, question.person, opened.on))),
      )
    if (answers.length < 500) continue
    await write(`${answers.join('\n')}\n`)
    answers = []
  }
  if (answers.length > 0) await write(`${answers.join('\n')}\n`)
  if (malformed === 0) return 0
  tell({
    en: `${malformed} of the lines are no questions; each was denied, with what is wrong in its answer.`,
    ja: `質問として読めない行が ${malformed} 行ありました。それぞれ拒否とし、理由を答えに記しました。`,
  })
  return 1
}

async function against(
  options: GateArguments,
  folder: string,
  { gate: before, words, on }: Opened,
  lines: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
): Promise<0 | 1 | 2> {
  const other = openFromFiles({ ...options, pack: folder })
  if ('wrong' in other) {
    tell(other.wrong)
    return 2
  }
  return decideAgainst({ before, after: other.gate, on }, (line) => questionIn(line, words), lines, write)
}

/** Explains one question: 0 permitted, 1 denied, 2 the question or a file is wrong. */
export function explainCommand(
  options: GateArguments,
  text: string,
  write: (text: string) => void,
): 0 | 1 | 2 {
  const opened = openFromFiles(options)
  if ('wrong' in opened) tell(opened.wrong)
  const question = questionIn(text, 'wrong' in opened ? NO_WORDS : opened.words)
  if ('wrong' in question)
    tell({
      en: `The question cannot be read: ${question.wrong}. Give one AuthZEN evaluation as JSON.`,
      ja: `質問を読めません: ${question.wrong}。AuthZEN の評価要求を JSON で一つ与えてください。`,
    })
  if ('wrong' in opened || 'wrong' in question) return 2
  const decision = opened.gate.decide(question.question, question.person, opened.on)
  const language = options.lang === 'ja' || options.lang === 'en' ? options.lang : terminalLanguage()
  write(
    options.json
      ? `${JSON.stringify(explained(decision), null, 2)}\n`
      : explanationText(explained(decision), language),
  )
  return decision.answer === 'permit' ? 0 : 1
}

const writeOut = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

async function wholeInput(): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Adds `decide` and `explain` to the command line. */
export const registerDecide = (program: Command): void => {
  const common = (command: Command): Command =>
    command
      .requiredOption('--pack <folder>', 'folder of the pack / パックのフォルダー')
      .option(
        '--state <file>',
        'JSON of what is known: {"standing": …, "persons": …, "words": …} / わかっている事実の JSON',
      )
      .option('--as-of <date>', 'the day to decide for, YYYY-MM-DD; today otherwise / 基準日（省略時は今日）')
      .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
  common(program.command('decide'))
    .description(
      'answer questions to the gate, one AuthZEN evaluation a line on standard input / 標準入力の質問に一行ずつ答える',
    )
    .option(
      '--against <folder>',
      'write only what this pack answers otherwise / このパックで答えが変わるものだけを出す',
    )
    .action(async (options: GateArguments) => {
      const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
      process.exitCode = await decideCommand(options, lines, writeOut)
    })
  common(program.command('explain'))
    .description(
      'explain the answer to one question, given as an argument or on standard input / 一つの質問の答えを、理由とともに示す',
    )
    .argument('[question]', 'an AuthZEN evaluation as JSON / AuthZEN の評価要求の JSON')
    .option('--json', 'print the explanation as JSON / JSON で出す')
    .option('--lang <language>', 'ja or en / 表示の言語', terminalLanguage())
    .action(async (question: string | undefined, options: GateArguments) => {
      const text = question ?? (await wholeInput())
      process.exitCode = explainCommand(options, text, (out) => void process.stdout.write(out))
    })
}
