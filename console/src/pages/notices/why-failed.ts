// SPDX-License-Identifier: Apache-2.0
import type { FailedMail } from 'yakusoku/contract'

/** What became of a mail that did not arrive, by the name of its words. */
export type WhyFailed =
  | 'withdrawn'
  | 'erased'
  | 'address'
  | 'full'
  | 'too-large'
  | 'refused'
  | 'given-up'
  | 'came-back'
  | 'unknown'

const named = {
  withdrawn: 'withdrawn',
  erased: 'erased',
  address: 'address',
  'too-large': 'too-large',
} as const satisfies Readonly<Record<string, WhyFailed>>

/** What replies of mail servers and returned mails say: RFC 5321 section 4.2.3, RFC 3463 section 3. */
const replies = [
  [/^(?:smtp-)?(?:550|551|553)$|^5\.1\.\d+$|^5\.2\.1$/, 'address'],
  [/^(?:smtp-)?(?:452|552)$|^[45]\.2\.2$/, 'full'],
  [/^5\.[23]\.[34]$/, 'too-large'],
  [/^smtp|^5\d\d$|^5\.\d+\.\d+$/, 'refused'],
] as const satisfies readonly (readonly [RegExp, WhyFailed])[]

/** The words for why a mail did not arrive, and the code to show beside them; null where the words say it all. */
export function whyFailed({
  state,
  reason,
}: Pick<FailedMail, 'state' | 'reason'>): readonly [WhyFailed, string | null] {
  if (reason === null || reason === 'unknown') return ['unknown', null]
  if (Object.hasOwn(named, reason)) return [named[reason as keyof typeof named], null]
  if (reason.startsWith('given-up-')) return ['given-up', reason.slice('given-up-'.length)]
  const known = replies.find(([pattern]) => pattern.test(reason))
  if (known) return [known[1], reason]
  if (state !== 'bounced') return ['unknown', reason]
  return ['came-back', reason === 'bounced' ? null : reason]
}

const away = ['refused', 'no-database', 'tls', 'forbidden', 'bad-url'] as const

/** The words for why a connected system could not be read; what passes by itself is no answer. */
export const whyAway = (reason: string | null): (typeof away)[number] | 'down' =>
  away.find((one) => one === reason) ?? 'down'
