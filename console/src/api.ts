// SPDX-License-Identifier: Apache-2.0
/** The console's one way to the server: JSON over fetch, and every failure as one kind of error. */
const noAnswer = 'console.no-answer'
const unreadable = 'console.unreadable'

/** What a failed call tells a person: what happened, what to do, and the numbers support asks for. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Documented code (`requests.not-in-review`), or `console.no-answer`, `console.unreadable`. */
  readonly code: string
  /** What to do, in the person's language; empty where the server says none. */
  readonly remedy: string
  /** Id of the request in the server's log; null when it never got there. */
  readonly requestId: string | null
  /** The places that are wrong, for `common.invalid`. */
  readonly places: readonly { readonly at: string; readonly message: string }[]

  constructor(
    status: number,
    code: string,
    problem: Partial<ProblemBody> = {},
    requestId: string | null = null,
  ) {
    super(problem.title ?? problem.message ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.remedy = problem.detail ?? ''
    this.requestId = problem.instance ?? requestId
    this.places = problem.errors ?? []
  }
}

// problem+json of our routes, and the `{ code, message }` that the sign-in library answers with.
interface ProblemBody {
  readonly title: string
  readonly detail: string
  readonly code: string
  readonly instance: string
  readonly message: string
  readonly errors: readonly { readonly at: string; readonly message: string }[]
}

/** What a call sends: a method other than GET, a JSON body or a file, a signal that ends it. */
export interface CallOptions {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly file?: Blob
  readonly signal?: AbortSignal
}

/** Calls the API and gives the JSON it answers (undefined for an empty answer); throws {@link ApiError}. */
export async function call<T>(path: string, { method, body, file, signal }: CallOptions = {}): Promise<T> {
  const response = await send(path, {
    method: method ?? 'GET',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      // What a file is, its bytes say; what a browser guesses from its name, nobody needs.
      ...(file !== undefined && { 'content-type': 'application/octet-stream' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(file !== undefined && { body: file }),
    ...(signal && { signal }),
  })
  const answer = await readJson(response)
  if (!response.ok) throw asApiError(response, answer)
  return answer as T
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError(0, noAnswer)
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(response.status, unreadable, {}, response.headers.get('x-request-id'))
  }
}

function asApiError(response: Response, answer: unknown): ApiError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<ProblemBody>
  const code = typeof problem.code === 'string' ? problem.code : unreadable
  return new ApiError(response.status, code, problem, response.headers.get('x-request-id'))
}

/** The path of something of an organisation, each part encoded; undefined values of the query are left out. */
export function pathOf(
  organisation: string,
  parts: readonly string[],
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const path = ['', 'api', 'organisations', organisation, ...parts].map(encodeURIComponent).join('/')
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`
}

/** Whether a repeated call may succeed: a refusal never, an absent or failing server perhaps. */
export function worthRetrying(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500)
}
