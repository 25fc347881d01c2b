// SPDX-License-Identifier: Apache-2.0
import type { Permission } from 'yakusoku/contract'

/** Where a reason is put right: a page of the console; `ask`: by asking otherwise. */
export type Remedy = 'policy' | 'persons' | 'standing' | 'recipients' | 'ask'

const where: Readonly<Record<Exclude<Remedy, 'ask'>, readonly string[]>> = {
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
  standing: [
    'purpose-not-told',
    'not-assessed',
    'not-cleared',
    'not-assigned',
    'not-contracted',
    'not-announced',
    'no-contract',
    'not-evaluated',
    'not-approved',
    'not-filed',
  ],
  recipients: ['not-recordable'],
}

/** Where what stood in the way is put right; many a denial is only answered by asking for something else. */
export function remedyOf(reason: string): Remedy {
  const found = Object.entries(where).find(([, reasons]) => reasons.includes(reason))
  return (found?.[0] as Remedy | undefined) ?? 'ask'
}

/** What the page of a remedy needs; what stands of the organisation is registered by the API only. */
export const neededFor: Readonly<Partial<Record<Remedy, Permission>>> = {
  policy: 'policies:read',
  persons: 'consent:read',
  recipients: 'recipients:read',
}
