// SPDX-License-Identifier: Apache-2.0
import { TryAgain } from '../jobs/index.ts'
import { defineRefusals, text } from '../kernel/index.ts'

/** What `messages` refuses. */
export const messagesRefusals = defineRefusals({
  'messages.bad-address': {
    status: 400,
    message: text('メールアドレスの形が正しくありません。', 'This is not a mail address.'),
    remedy: text(
      'name@example.jp のような、一つのアドレスを入力してください。',
      'Give one address, such as name@example.com.',
    ),
  },
  'messages.no-sender': {
    status: 409,
    message: text(
      '組織の窓口にメールアドレスがないため、メールを送れません。',
      'The organisation has no mail address to send from.',
    ),
    remedy: text(
      'パックの連絡先にメールアドレスを書いて、公開し直してください。',
      'Write a mail address into the contact of the pack and publish it again.',
    ),
  },
})

/** The mail could not be handed over now, and may be later; `reason` is a code, never a server's words. */
export class MailPostponed extends TryAgain {
  readonly code: string

  constructor(code: string) {
    super(`mail postponed: ${code}`)
    this.name = 'MailPostponed'
    this.code = code
  }
}

/** The server refused the mail for good. */
export class MailRejected extends Error {
  readonly code: string

  constructor(code: string) {
    super(`mail rejected: ${code}`)
    this.name = 'MailRejected'
    this.code = code
  }
}
