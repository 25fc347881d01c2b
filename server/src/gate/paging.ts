// SPDX-License-Identifier: Apache-2.0
// Pages of a search: a token says where the next page begins, and of which question.
import { canonicalize } from '@yakusoku/core/canonical'
import { createHash } from 'node:crypto'
import { refuse } from '../kernel/index.ts'
import { gateRefusals } from './refusals.ts'

/** A page of results; it comes first, so that a caller knows how much follows. */
export interface Page {
  readonly page: { readonly next_token: string; readonly count: number }
  readonly results: Record<string, unknown>[]
}

/** What a search says of its page. */
export interface SentPage {
  readonly token?: string | null | undefined
  readonly next_token?: string | null | undefined
  readonly limit?: number | null | undefined
}

/** Where a page begins, how much it holds, and how the next is named. */
export interface Place {
  /** Number of what was looked through before; zero at the beginning. */
  readonly from: bigint
  readonly limit: number
  readonly tokenAt: (position: bigint | number) => string
}

const mostOnPage = 1_000

/** The place that a search asks for. Refuses `gate.wrong-token` for a token that is none, or of another question. */
export function placeOf<Search extends { readonly page?: SentPage | null | undefined }>(
  search: Search,
): Place {
  const { page: sent, ...question } = search
  const page = sent ?? {}
  const digest = digestOf(question)
  const token = page.token ?? page.next_token ?? ''
  const read = /^(\d{1,18})-(\d{1,4})-([0-9a-f]{16})$/.exec(token)
  const [, from = '0', before, of = digest] = read ?? []
  const asked = typeof page.limit === 'number' ? Math.min(page.limit, mostOnPage) : undefined
  const limit = asked ?? (before === undefined ? mostOnPage : Number(before))
  const changed = of !== digest || (before !== undefined && limit !== Number(before))
  if ((token !== '' && !read) || changed) throw refuse(gateRefusals, 'gate.wrong-token')
  return { from: BigInt(from), limit, tokenAt: (position) => `${position}-${limit}-${digest}` }
}

function digestOf(question: object): string {
  const plain = JSON.stringify(question)
  // The order of members says nothing; what is left out is no member.
  const text = canonicalize(JSON.parse(plain))
  return createHash('sha256')
    .update(text.ok ? text.text : plain)
    .digest('hex')
    .slice(0, 16)
}

/** A page of what is all at hand. */
export function pageOf(all: Record<string, unknown>[], { from, limit, tokenAt }: Place): Page {
  const begins = Number(from)
  const results = all.slice(begins, begins + limit)
  const next = begins + results.length
  return { page: { next_token: next < all.length ? tokenAt(next) : '', count: results.length }, results }
}
