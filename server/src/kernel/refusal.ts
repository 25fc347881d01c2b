// SPDX-License-Identifier: Apache-2.0
import { fill, text, type Text } from './language.ts'

/** How one kind of refusal looks from outside: HTTP status, what happened, what to do. */
export interface RefusalSpec {
  readonly status: number
  readonly message: Text
  readonly remedy: Text
}

/** A capability's refusals by code (`requests.wrong-code`). */
export type RefusalTable = Readonly<Record<string, RefusalSpec>>

/** Declares a capability's refusals; each is documented in docs/reference/errors.md, which a test compares. */
export function defineRefusals<const T extends RefusalTable>(table: T): T {
  return table
}

/** An expected "no": data with a code, never a bug. Anything else that is thrown leaves as an opaque 500. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly title: Text
  readonly remedy: Text
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, spec: RefusalSpec, details: Readonly<Record<string, unknown>> = {}) {
    super(`${code}: ${fill(spec.message.en, details)}`)
    this.name = 'Refusal'
    this.code = code
    this.status = spec.status
    this.title = text(fill(spec.message.ja, details), fill(spec.message.en, details))
    this.remedy = text(fill(spec.remedy.ja, details), fill(spec.remedy.en, details))
    this.details = details
  }
}

/** Makes the refusal `code` of a table; `details` fill its sentences and are shown to the caller. */
export function refuse<T extends RefusalTable>(
  table: T,
  code: keyof T & string,
  details: Readonly<Record<string, unknown>> = {},
): Refusal {
  return new Refusal(code, table[code] as RefusalSpec, details)
}

/** Refusals that no capability owns. */
export const commonRefusals = defineRefusals({
  'common.not-found': {
    status: 404,
    message: text('見つかりません。', 'Not found.'),
    remedy: text('アドレスを確認してください。', 'Check the address.'),
  },
  'common.invalid': {
    status: 400,
    message: text('送られた内容に誤りがあります。', 'What was sent is not valid.'),
    remedy: text(
      'errors の各項目を直して、もう一度送ってください。',
      'Correct each item of errors and send it again.',
    ),
  },
  'common.too-large': {
    status: 413,
    message: text('送られた内容が大きすぎます。', 'What was sent is too large.'),
    remedy: text('上限 {limit} バイト以下にしてください。', 'Keep it within {limit} bytes.'),
  },
  'common.unsupported-type': {
    status: 415,
    message: text('この形式は受け付けていません。', 'This media type is not accepted.'),
    remedy: text('application/json で送ってください。', 'Send application/json.'),
  },
  'common.too-many': {
    status: 429,
    message: text('短い時間に送信が多すぎます。', 'Too many requests in a short time.'),
    remedy: text('{seconds} 秒後にもう一度お試しください。', 'Try again in {seconds} seconds.'),
  },
  'common.storage-full': {
    status: 507,
    message: text(
      '保存先に空きがないため、何も変更していません。',
      'The storage is full; nothing was changed.',
    ),
    remedy: text(
      'ディスクの空きを作ってから、もう一度お試しください。受付済みのものは失われていません。',
      'Free some disk space and try again. Nothing that was accepted is lost.',
    ),
  },
  'common.unavailable': {
    status: 503,
    message: text('ただいま処理できません。', 'The service cannot answer right now.'),
    remedy: text('少し待って、もう一度お試しください。', 'Wait a moment and try again.'),
  },
  'common.internal': {
    status: 500,
    message: text('内部で問題が起きました。', 'Something went wrong inside.'),
    remedy: text(
      '番号 {requestId} を添えて管理者に知らせてください。',
      'Tell the administrator, quoting number {requestId}.',
    ),
  },
})
