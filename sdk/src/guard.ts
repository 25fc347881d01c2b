// SPDX-License-Identifier: Apache-2.0
// A question for each request of an HTTP server, and what is answered where it is not permitted (RFC 9457).
import type { Answer, Local } from './decision.ts'
import type { Asking, Gate } from './gate.ts'
import type { Question } from './question.ts'
import { GateError } from './refusal.ts'

/** What a request asks of the gate. */
export interface Asked extends Asking {
  readonly question: Question
  /** Whose data it is. */
  readonly person?: string | undefined
}

/** Why a request goes no further, as `application/problem+json`. */
export interface Problem {
  readonly type: string
  /** What happened, in the language asked for. */
  readonly title: string
  readonly status: 403 | 503
  /** What would make it a yes, or what to do. */
  readonly detail: string
  /** A reason of the gate, or a code of {@link GateError}. */
  readonly code: string
  readonly promises: readonly string[]
  readonly article?: string | undefined
}

/** Lets a request on, or says why not. */
export type Guarded =
  | { readonly answer: Answer; readonly problem?: undefined }
  | { readonly problem: Problem; readonly headers: Readonly<Record<string, string>> }

/** Asks the gate for a request; what is thrown by anything but the gate is thrown on. */
export async function guarded(
  gate: Pick<Gate, 'ask'>,
  { question, person, ...asking }: Asked,
  languages: string | null | undefined,
): Promise<Guarded> {
  const language = preferred(languages)
  try {
    const answer = await gate.ask(question, person, asking)
    if (answer.answer === 'permit') return { answer }
    const { reason, says, remedy, promises, article } = answer
    return refused(language, 403, { code: reason, says, remedy, promises, article })
  } catch (error) {
    if (!(error instanceof GateError)) throw error
    const { code, says, remedy } = error
    return refused(language, 503, { code, says, remedy, promises: [], article: undefined })
  }
}

interface Why {
  readonly code: string
  readonly says: Local
  readonly remedy: Local | undefined
  readonly promises: readonly string[]
  readonly article: string | undefined
}

function refused(language: keyof Local, status: 403 | 503, why: Why): Guarded {
  const { code, says, remedy, promises, article } = why
  const problem = {
    type: `urn:yakusoku:gate:${code}`,
    title: says[language],
    status,
    detail: remedy?.[language] ?? '',
    code,
    promises,
    ...(article !== undefined && { article }),
  }
  const headers = {
    'content-type': 'application/problem+json',
    'content-language': language,
    ...(status === 503 && { 'retry-after': '1' }),
  }
  return { problem, headers }
}

/** The language of an Accept-Language that is liked best, of those there are. */
function preferred(languages: string | null | undefined): keyof Local {
  const liked = (languages ?? '').split(',').map((one) => {
    const [name = '', ...parameters] = one.trim().toLowerCase().split(';')
    const weight = parameters
      .map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1])
      .find((each) => each !== undefined)
    return { name: name.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const weightOf = (language: string): number =>
    Math.max(0, ...liked.filter(({ name }) => name === language).map(({ weight }) => weight))
  return weightOf('en') > weightOf('ja') ? 'en' : 'ja'
}
