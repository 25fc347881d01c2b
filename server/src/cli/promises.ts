// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { findPromise, type Pack } from '@yakusoku/core/packs'
import { mission, readPacks, type MissionEntry, type PromiseView } from '../policies/index.ts'
import { askServer, noAnswer, type Asked } from './ask-server.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

type Language = 'ja' | 'en'

/** What `yakusoku promises` takes. */
export interface PromisesArguments {
  readonly pack?: string
  readonly server?: string
  readonly tokenFile?: string
  readonly json?: boolean
  readonly lang?: string
}

/** One promise as the command tells it. */
export interface PromiseLine {
  readonly id: string
  readonly pack: string | null
  readonly mode: string
  readonly capability: string
  readonly sentence: { readonly ja: string; readonly en: string }
  readonly keptBy: readonly string[]
  readonly test: MissionEntry['test']
  /** Only of a server that was asked. */
  readonly state?: PromiseView['state']
  readonly reason?: PromiseView['reason']
  readonly lastEvidence?: PromiseView['lastEvidence']
}

class Wrong extends Error {
  readonly sentence: Sentence
  constructor(sentence: Sentence) {
    super(sentence.en)
    this.sentence = sentence
  }
}

/** Lists the promises of the mission, what keeps each, its test, and with a server its state: 0, or 2 where that cannot be had. */
export async function promisesCommand(
  options: PromisesArguments,
  write: (text: string) => void,
): Promise<0 | 2> {
  const { lang = terminalLanguage() } = options
  const language: Language = lang === 'en' ? 'en' : 'ja'
  try {
    if (lang !== 'ja' && lang !== 'en')
      throw new Wrong({
        en: `--lang ${lang}: choose one of ja, en.`,
        ja: `--lang ${lang}: ja か en を指定してください。`,
      })
    const lines = linesOf(await organisations(), options.pack)
    const told = options.server === undefined ? lines : await withStates(lines, options, language)
    write(
      options.json ? `${JSON.stringify({ format: 1, promises: told }, null, 2)}\n` : asText(told, language),
    )
    return 0
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    tell(error.sentence[language])
    return 2
  }
}

async function organisations(): Promise<Pack[]> {
  const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  return packs.flatMap(({ pack }) => (pack?.kind === 'organisation' ? [pack] : []))
}

function linesOf(packs: readonly Pack[], wanted: string | undefined): PromiseLine[] {
  if (wanted !== undefined && !packs.some(({ id }) => id === wanted)) {
    const there = packs.map(({ id }) => id).join(', ')
    throw new Wrong({
      en: `There is no pack ${wanted}; there are: ${there}`,
      ja: `${wanted} というパックはありません。あるもの: ${there}`,
    })
  }
  const owners = new Map(packs.flatMap((pack) => pack.promises.map(({ id }) => [id, pack] as const)))
  return [...mission().values()].flatMap(({ id, mode, capability, sentence, test }) => {
    const pack = owners.get(id)
    if (wanted !== undefined && pack?.id !== wanted) return []
    const found = pack && findPromise(pack, id)
    return [
      {
        id,
        pack: pack?.id ?? null,
        mode: found?.mode ?? mode,
        capability,
        sentence: found?.sentence ?? { ja: sentence, en: sentence },
        keptBy: found?.keptBy.map((one) => `${one.kind}:${one.id}`) ?? [],
        test,
      },
    ]
  })
}

/** Asks a server for the state of one organisation's promises: a token is good for one organisation. */
async function withStates(
  lines: readonly PromiseLine[],
  { server = '', pack, tokenFile }: PromisesArguments,
  lang: Language,
): Promise<PromiseLine[]> {
  if (pack === undefined)
    throw new Wrong({
      en: '--server needs --pack: a token is good for one organisation.',
      ja: '--server には --pack が要ります。トークンは一つの組織のものです。',
    })
  const asked = { server, organisation: pack, lang, ...(tokenFile === undefined ? {} : { tokenFile }) }
  const known = new Map((await registerOf(asked)).map((view) => [view.id, view]))
  return lines.map((line) => {
    const view = known.get(line.id)
    if (view === undefined) return line
    const { mode, sentence, keptBy, state, reason, lastEvidence } = view
    return { ...line, mode, sentence, keptBy, state, reason, lastEvidence }
  })
}

async function registerOf(asked: Asked): Promise<PromiseView[]> {
  const way = askServer(asked)
  if ('wrong' in way) throw new Wrong(way.wrong)
  const given = await way.ask('promises/register', 'promises:read')
  if ('wrong' in given) throw new Wrong(given.wrong)
  if (!Array.isArray(given.answer) || !given.answer.every(isView))
    throw new Wrong(noAnswer(asked.server).wrong)
  return given.answer
}

/** Whatever answers under this address may answer anything. */
function isView(answer: unknown): answer is PromiseView {
  const { id, state, keptBy, sentence, reason } = (answer ?? {}) as Partial<PromiseView>
  return [
    typeof id === 'string',
    typeof state === 'string' && Object.hasOwn(words.state, state),
    Array.isArray(keptBy),
    typeof sentence === 'object' && typeof reason === 'object',
  ].every(Boolean)
}

const words = {
  keptBy: { ja: '守るもの', en: 'kept by' },
  test: { ja: '試験', en: 'test' },
  none: { ja: 'まだ試験がありません', en: 'no test yet' },
  evidence: { ja: '証拠', en: 'evidence' },
  state: {
    held: { ja: '守られている', en: 'held' },
    'at-risk': { ja: '注意', en: 'at risk' },
    broken: { ja: '破られた', en: 'broken' },
    'not-yet': { ja: '未稼働', en: 'not yet' },
  },
} as const

function asText(lines: readonly PromiseLine[], language: Language): string {
  const entries = lines.map(({ id, mode, capability, sentence, keptBy, test, ...told }) => {
    const state =
      told.state === undefined ? [] : [`  ${words.state[told.state][language]}: ${told.reason?.[language]}`]
    const evidence = told.lastEvidence
      ? [
          `  ${words.evidence[language]}: ${told.lastEvidence.type} ${told.lastEvidence.time} ${told.lastEvidence.fact}`,
        ]
      : []
    return [
      `${id}  ${mode}  ${capability}  ${sentence[language]}`,
      ...state,
      ...evidence,
      `  ${words.keptBy[language]}: ${keptBy.join(' ')}`,
      `  ${words.test[language]}: ${test === null ? words.none[language] : `${test.file} — ${test.name}`}`,
    ].join('\n')
  })
  const tested = lines.filter(({ test }) => test !== null).length
  const count = {
    ja: `${lines.length} 件の約束。試験のあるもの ${tested} 件、まだないもの ${lines.length - tested} 件。`,
    en: `${lines.length} promises: ${tested} with a test, ${lines.length - tested} with no test yet.`,
  }[language]
  const states = (Object.keys(words.state) as (keyof typeof words.state)[]).flatMap((state) => {
    const found = lines.filter((line) => line.state === state).length
    return found === 0 ? [] : [`${words.state[state][language]} ${found}`]
  })
  return `${[...entries, '', [count, ...states].join('  ')].join('\n')}\n`
}

/** Adds `promises` to the command line. */
export const registerPromises = (program: Command): void => {
  program
    .command('promises')
    .description(
      'list every promise, what keeps it, its test and its state / 約束の一覧と、守るもの・試験・状態',
    )
    .option('--pack <id>', 'only of this organisation / この組織のものだけ')
    .option('--server <url>', 'ask this server for the state of each / 状態を尋ねるサーバー')
    .option(
      '--token-file <file>',
      'file with an API token of it that may promises:read; or YAKUSOKU_TOKEN / その組織の API トークンを入れたファイル',
    )
    .option('--json', 'print as JSON / JSON で出す')
    .option('--lang <language>', 'ja or en / 言語', terminalLanguage())
    .action(async (options: PromisesArguments) => {
      process.exitCode = await promisesCommand(options, (text) => void process.stdout.write(text))
    })
}
