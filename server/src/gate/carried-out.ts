// SPDX-License-Identifier: Apache-2.0
import { SECTIONS, type Kind, type Pack } from '@yakusoku/core/packs'

/** What the gate itself keeps, whatever a pack says. */
const systems = [
  'deny-by-default',
  'purpose-limitation',
  'purpose-change',
  'prior-consent',
  'consent-withdrawal',
  'exception-ground',
  'legal-basis',
  'balancing-assessment',
  'restriction',
  'my-number-limits',
  'joint-use-limits',
  'group-membership',
  'contractor-standing',
  'transfer-check',
  'localisation',
  'age-check',
  'break-glass',
  'clearance',
  'access-control',
  'advance-notice',
  'provision-records',
  'recorded-acts',
  'contracted-service-only',
  'client-approval',
  're-entrustment-approval',
  'handling-personnel',
  'de-identification',
]

/** Elements that the gate decides by: each is a rule of its own, in force as soon as the pack is. */
const decidedBy: readonly Kind[] = ['purpose', 'ground', 'recipient', 'consent', 'minor', 'transfer', 'role']

/** What of a pack the gate carries out. */
export const gateCarriesOut = (pack: Pack): ReadonlySet<string> =>
  new Set([
    ...systems.map((id) => `system:${id}`),
    ...decidedBy.flatMap((kind) => pack[SECTIONS[kind]].map(({ id }) => `${kind}:${id}`)),
    // The review that break-glass opens.
    ...pack.grounds.flatMap(({ breakGlass, review }) => (breakGlass && review ? [`duty:${review}`] : [])),
  ])
