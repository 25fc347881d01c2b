// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { tell, type Sentence } from './terminal.ts'

/** Which server a command asks, for which organisation, and where the token is. */
export interface Asked {
  readonly server: string
  readonly organisation: string
  readonly tokenFile?: string
  readonly lang: 'ja' | 'en'
}

/** The type of an Excel workbook. */
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What a server answered (of a workbook its bytes), or why there is no answer, for the person at the terminal. */
export type Answer = { answer: unknown } | { wrong: Sentence }

/** Asks for a path below the organisation's, such as `catalog/counts?category=x`; `scope` is what the token must permit. */
export type Ask = (path: string, scope: string) => Promise<Answer>

/** Makes the way to ask a server, once its address and the token can be used. */
export function askServer(asked: Asked): { ask: Ask } | { wrong: Sentence } {
  const token = readToken(asked.tokenFile)
  if ('wrong' in token) return token
  const { server, organisation, lang } = asked
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    return wrong(
      `--server ${server}: this is no address. Write it as https://HOST or http://localhost:8420.`,
      `--server ${server}: アドレスではありません。https://ホスト や http://localhost:8420 のように書いてください。`,
    )
  if (isOpen(new URL(server))) tell(openRoad[lang])
  const base = `${server.replace(/\/+$/, '')}/api/organisations/${encodeURIComponent(organisation)}`
  return { ask: (path, scope) => askOne(new URL(`${base}/${path}`), token.token, { organisation, scope }) }
}

/** What is told where something answers, and not as a server of Yakusoku does. */
export const noAnswer = (server: string): { wrong: Sentence } => {
  const { origin } = new URL(server)
  return wrong(
    `${origin} does not answer as a server of Yakusoku does. Check --server, and that it runs.`,
    `${origin} から、Yakusoku のサーバーとしての応答がありません。--server と、動いているかを確かめてください。`,
  )
}

/** A server gives up long before. */
const patience = 120_000

const openRoad: Sentence = {
  en: '--server http://…: whoever stands between can read the token. Use https.',
  ja: '--server http://…: 途中でトークンを読まれるおそれがあります。https を使ってください。',
}

/** Whether a token goes there unencrypted and leaves this machine. */
const isOpen = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !/^(localhost|127\..*|\[::1\])$/.test(hostname)

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

type Wanted = { organisation: string; scope: string }

async function askOne(url: URL, token: string, wanted: Wanted): Promise<Answer> {
  try {
    const headers = { authorization: `Bearer ${token}`, accept: `application/json, ${workbook}` }
    // A redirect would carry the token to somewhere else.
    const init = { headers, redirect: 'error' as const, signal: AbortSignal.timeout(patience) }
    const answer = await fetch(url, init)
    if (answer.status !== 200) return refused(answer.status, url.origin, wanted)
    if (answer.headers.get('content-type')?.startsWith(workbook)) return { answer: await answer.bytes() }
    return { answer: (await answer.json()) as unknown }
  } catch {
    return noAnswer(url.origin)
  }
}

function refused(status: number, origin: string, { organisation, scope }: Wanted): { wrong: Sentence } {
  switch (status) {
    case 401:
      return wrong(
        `${origin} does not know this token: it is wrong, has run out or was ended. Make a new one in the console.`,
        `${origin} は、このトークンを知りません。誤り、期限切れ、取り消し済みのいずれかです。管理画面で作り直してください。`,
      )
    case 403:
      return wrong(
        `This token may not do that: it needs the scope ${scope}. Make one with it in the console.`,
        `このトークンではできません。${scope} の範囲が要ります。管理画面で、それを含むトークンを作ってください。`,
      )
    case 404:
      return wrong(
        `${origin} has no organisation ${organisation} for this token. Name the token's own organisation.`,
        `${origin} に、このトークンの組織 ${organisation} はありません。トークンの組織を指定してください。`,
      )
    case 429:
      return wrong(
        `${origin} was asked too often. Wait a minute and try again.`,
        `${origin} への問い合わせが多すぎます。1 分ほど待って、もう一度試してください。`,
      )
    default:
      return wrong(
        `${origin} could not answer (status ${status}). Try again; its log says more.`,
        `${origin} は答えられませんでした（状態 ${status}）。もう一度試してください。詳しくはサーバーの記録にあります。`,
      )
  }
}
