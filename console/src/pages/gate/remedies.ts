// SPDX-License-Identifier: Apache-2.0
import type { Permission } from 'yakusoku/contract'

/** Pages of the console on which a reason may be put right. */
export type RemedyPage = 'policy' | 'persons' | 'standing' | 'recipients'

/** A page, and the part of it. */
type Place = RemedyPage | `standing/${string}`

const where: Readonly<Partial<Record<Place, readonly string[]>>> = {
  policy: [
    'not-in-force',
    'law-missing',
    'unknown-category',
    'unknown-purpose',
    'purpose-not-in-force',
    'unknown-role',
    'unknown-recipient',
    'recipient-without-ground',
    'unknown-ground',
    'unknown-client',
    'unknown-channel',
    'category-without-purpose',
    'purpose-without-role',
    'no-basis',
    'no-transfer-route',
    'country-not-named',
  ],
  persons: [
    'not-yet',
    'objected',
    'no-consent',
    'guardian-consent',
    'special-care',
    'restricted',
    'suspended',
    'retention-over',
    'consent-to-provide',
    'purpose-needs-consent',
    'other-people',
    'minor',
  ],
  'standing/new-purposes': ['purpose-not-told'],
  'standing/assessments': ['not-assessed'],
  'standing/clearances': ['not-cleared'],
  'standing/actors': ['actor-without-role'],
  'standing/assignments': ['not-assigned'],
  'standing/approvals': ['not-contracted', 'not-approved'],
  'standing/notices': ['not-announced'],
  'standing/receivers': ['no-contract', 'not-evaluated'],
  'standing/filings': ['not-filed'],
  'standing/clients': ['client-keeps-within'],
  'standing/troubles': ['measures-in-trouble'],
  recipients: ['not-recordable'],
}

/** Where what stood in the way is put right; null: many a denial is only answered by asking for something else. */
export function remedyOf(reason: string): { readonly page: RemedyPage; readonly path: string } | null {
  const [path] = Object.entries(where).find(([, reasons]) => reasons?.includes(reason)) ?? []
  return path === undefined ? null : { page: path.split('/', 1)[0] as RemedyPage, path }
}

/** What the page of a remedy needs. */
export const neededFor = {
  policy: 'policies:read',
  persons: 'consent:read',
  standing: 'standing:read',
  recipients: 'recipients:read',
} as const satisfies Record<RemedyPage, Permission>

/** What a question or a counted use says that an entry of the register may be about. */
interface Said {
  readonly act: string
  readonly category: string
  readonly purpose: string
  readonly actor?: string | null
  readonly recipient?: string | null
  readonly ground?: string
  readonly client?: string
}

/** The form of the register filled in with what was asked, as an address; what was not kept is left out. */
export function formFor(
  { act, category, purpose, actor, recipient, ground, client }: Said,
  receivers: readonly { readonly id: string }[],
): URLSearchParams {
  const registered = receivers.some(({ id }) => id === recipient)
  const said = { act, category, purpose, actor, ground, client, receiver: recipient }
  const all = { ...said, ...(registered ? { id: recipient } : { class: recipient }) }
  const kept = Object.entries(all).filter((pair): pair is [string, string] =>
    /^[\w.:-]+$/.test(pair[1] ?? ''),
  )
  return new URLSearchParams(kept)
}
