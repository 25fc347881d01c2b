// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { touched, type PackDiff, type Touched } from '@yakusoku/core/diff'
import type { HeldCount } from '../catalog/index.ts'
import { tell, type Sentence } from './terminal.ts'

/** What a difference touches, as a server counted it. */
export type TouchedHeld = Touched<HeldCount>

/** Which server is asked, for which organisation, and where the token is. */
export interface Asked {
  readonly server: string
  readonly organisation: string
  readonly tokenFile?: string
  readonly lang: 'ja' | 'en'
}

const nothing: HeldCount = {
  categories: [],
  unknown: [],
  people: { count: 0, precision: 'exact' },
  records: { count: 0, precision: 'exact' },
  systems: [],
}

/** A server gives up long before. */
const patience = 120_000

/** Asks a server how many people and records a difference touches; each set of categories once, one after another. */
export async function countTouched(
  diff: PackDiff,
  asked: Asked,
): Promise<{ touched: TouchedHeld } | { wrong: Sentence }> {
  const token = readToken(asked.tokenFile)
  if ('wrong' in token) return token
  if (!URL.canParse(asked.server) || !/^https?:$/.test(new URL(asked.server).protocol))
    return wrong(
      `--server ${asked.server}: this is no address. Write it as https://HOST or http://localhost:8420.`,
      `--server ${asked.server}: アドレスではありません。https://ホスト や http://localhost:8420 のように書いてください。`,
    )
  if (isOpen(new URL(asked.server))) tell(openRoad[asked.lang])
  const sets = new Map<string, readonly string[]>()
  touched(diff, (categories) => sets.set(nameOf(categories), categories))
  const counts = new Map<string, HeldCount>()
  for (const [name, categories] of sets) {
    if (categories.length === 0) continue
    const answer = await askOne(asked, token.token, categories)
    if ('wrong' in answer) return answer
    counts.set(name, answer.count)
  }
  return { touched: touched(diff, (categories) => counts.get(nameOf(categories)) ?? nothing) }
}

const openRoad: Sentence = {
  en: '--server http://…: whoever stands between can read the token. Use https.',
  ja: '--server http://…: 途中でトークンを読まれるおそれがあります。https を使ってください。',
}

/** Whether a token goes there unencrypted and leaves this machine. */
const isOpen = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !/^(localhost|127\..*|\[::1\])$/.test(hostname)

const nameOf = (categories: readonly string[]) => [...new Set(categories)].toSorted().join(' ')

const wrong = (en: string, ja: string): { wrong: Sentence } => ({ wrong: { en, ja } })

/** A token on a command line could be read by everybody on the machine: it comes from a file or the environment. */
function readToken(file: string | undefined): { token: string } | { wrong: Sentence } {
  const given = file === undefined ? process.env['YAKUSOKU_TOKEN'] : contentOf(file)
  const token = given?.trim() ?? ''
  // What no header can carry is no token either.
  if (/^[!-~]+$/.test(token)) return { token }
  if (file === undefined)
    return wrong(
      '--server needs an API token: --token-file FILE, or YAKUSOKU_TOKEN in the environment.',
      '--server には API トークンが要ります。--token-file ファイル か、環境変数 YAKUSOKU_TOKEN で渡してください。',
    )
  return wrong(
    `--token-file ${file}: there is no API token in it that can be read. Write the token into it, and nothing else.`,
    `--token-file ${file}: 読み取れる API トークンがありません。トークンだけを書いてください。`,
  )
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

async function askOne(
  { server, organisation }: Asked,
  token: string,
  categories: readonly string[],
): Promise<{ count: HeldCount } | { wrong: Sentence }> {
  const base = server.replace(/\/+$/, '')
  const url = new URL(`${base}/api/organisations/${encodeURIComponent(organisation)}/catalog/counts`)
  for (const category of new Set(categories)) url.searchParams.append('category', category)
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    // A redirect would carry the token to somewhere else.
    const init = { headers, redirect: 'error' as const, signal: AbortSignal.timeout(patience) }
    const answer = await fetch(url, init)
    if (answer.status !== 200) return refused(answer.status, url.origin, organisation)
    const count: unknown = await answer.json()
    if (isCount(count)) return { count }
    throw new TypeError('not a count')
  } catch {
    return wrong(
      `${url.origin} does not answer as a server of Yakusoku does. Check --server, and that it runs.`,
      `${url.origin} から、Yakusoku のサーバーとしての応答がありません。--server と、動いているかを確かめてください。`,
    )
  }
}

/** Whatever answers under this address may answer anything. */
function isCount(answer: unknown): answer is HeldCount {
  const { people, records, systems, unknown } = (answer ?? {}) as Partial<HeldCount>
  const numbers = [people?.count, records?.count].every((one) => typeof one === 'number')
  return numbers && Array.isArray(systems) && Array.isArray(unknown)
}

function refused(status: number, origin: string, organisation: string): { wrong: Sentence } {
  switch (status) {
    case 401:
      return wrong(
        `${origin} does not know this token: it is wrong, has run out or was ended. Make a new one in the console.`,
        `${origin} は、このトークンを知りません。誤り、期限切れ、取り消し済みのいずれかです。管理画面で作り直してください。`,
      )
    case 403:
      return wrong(
        `This token may not count: it needs the scope sources:read. Make one with it in the console.`,
        `このトークンでは数えられません。sources:read の範囲が要ります。管理画面で、それを含むトークンを作ってください。`,
      )
    case 404:
      return wrong(
        `${origin} has no organisation ${organisation} for this token. Name the token's own: --organisation ID.`,
        `${origin} に、このトークンの組織 ${organisation} はありません。--organisation でトークンの組織を指定してください。`,
      )
    case 429:
      return wrong(
        `${origin} was asked too often. Wait a minute and try again.`,
        `${origin} への問い合わせが多すぎます。1 分ほど待って、もう一度試してください。`,
      )
    default:
      return wrong(
        `${origin} could not count (status ${status}). Try again; its log says more.`,
        `${origin} では数えられませんでした（状態 ${status}）。もう一度試してください。詳しくはサーバーの記録にあります。`,
      )
  }
}
