// SPDX-License-Identifier: Apache-2.0
// Where data goes: what the recipient may get, on which ground, what must stand first, and abroad.
import { addPeriod, parseDate, parsePeriod } from '@yakusoku/core/calendar'
import type { ElementOf, Local } from '@yakusoku/core/packs'
import { consented, consentsFor, lawGrounds, namesOf, refsTo, type Case, type Obstacle } from './case.ts'
import { fits, groundUsed, unmet } from './grounds.ts'
import { OUTWARD } from './question.ts'

type Recipient = ElementOf<'recipient'>

/** The recipient may get this data for this purpose. */
export function recipientMay({ pack, category, purposes, recipient }: Case): Obstacle[] {
  if (!recipient) return []
  const found: Obstacle[] = []
  const by = [`recipient:${recipient.id}`, 'system:deny-by-default', 'system:provision-records']
  if (!recipient.purposes.some((id) => purposes.some((above) => above.id === id))) {
    const allowed = pack.purposes.filter(({ id }) => recipient.purposes.includes(id))
    found.push({
      reason: 'not-for-recipient',
      by,
      words: { recipient: recipient.name, purposes: namesOf(allowed) },
    })
  }
  if (!recipient.categories.includes(category.id)) {
    const allowed = pack.categories.filter(({ id }) => recipient.categories.includes(id))
    const words = { recipient: recipient.name, category: category.name, categories: namesOf(allowed) }
    found.push({ reason: 'not-what-recipient-gets', by, words })
  }
  return found
}

/** A ground for the act stands: one that was claimed, or one of the recipient's that needs no claim. */
export function groundStands(one: Case): Obstacle[] {
  const { pack, act, ground, recipient } = one
  const needed = OUTWARD.includes(act) || pack.grounds.some(({ acts }) => acts.includes(act) && isOwnAct(act))
  const possible = pack.grounds.filter(({ id, acts }) =>
    OUTWARD.includes(act) ? recipient?.grounds.includes(id) : acts.includes(act),
  )
  if (ground) return fits(one, ground) ? unmet(one, ground) : [misplaced(ground, possible)]
  if (!needed || groundUsed(one)) return []
  return [
    {
      reason: 'no-ground',
      by: [...refsTo('ground', possible), 'system:provision-records', 'system:exception-ground'],
      words: { grounds: namesOf(possible) },
    },
  ]
}

/** Taking out and copying need a ground of their own where the policy declares one. */
const isOwnAct = (act: string): boolean => act === 'take-out' || act === 'copy'

const misplaced = (ground: ElementOf<'ground'>, possible: readonly ElementOf<'ground'>[]): Obstacle => ({
  reason: 'ground-not-for-act',
  by: [`ground:${ground.id}`, 'system:exception-ground'],
  words: { ground: ground.name, grounds: namesOf(possible) },
})

/** What the recipient, its law or its kind requires first: contract, assessment, notice, approval, membership. */
export function recipientReady(one: Case): Obstacle[] {
  const { recipient, lawsOfPerson } = one
  if (!recipient || !OUTWARD.includes(one.act)) return []
  const byLaw = lawsOfPerson
    .flatMap(({ recipients }) => recipients)
    .filter(({ kind, categories }) => kind === recipient.kind && categories.length === 0)
  const requires = new Set([recipient, ...byLaw].flatMap((each) => each.requires))
  return [...requires].flatMap((each) => REQUIRED[each](one, recipient)).concat(member(one, recipient))
}

const standsOn = (day: string | undefined, on: string): boolean => day !== undefined && on <= day

const lacks = (
  reason: Obstacle['reason'],
  recipient: Recipient,
  keepers: readonly string[],
  more: Record<string, string | Local> = {},
): Obstacle[] => [
  { reason, by: [`recipient:${recipient.id}`, ...keepers], words: { recipient: recipient.name, ...more } },
]

const REQUIRED: Record<Recipient['requires'][number], (one: Case, recipient: Recipient) => Obstacle[]> = {
  contract: ({ receiver, on }, recipient) =>
    standsOn(receiver?.contractUntil, on)
      ? []
      : lacks('no-contract', recipient, ['system:contractor-standing']),
  assessment: ({ receiver, on }, recipient) =>
    standsOn(receiver?.assessedUntil, on)
      ? []
      : lacks('not-evaluated', recipient, ['system:contractor-standing']),
  consent: (one, recipient) =>
    consented(one)
      ? []
      : [
          {
            reason: 'consent-to-provide',
            by: [`recipient:${recipient.id}`, ...refsTo('consent', consentsFor(one)), 'system:prior-consent'],
            words: { consents: namesOf(consentsFor(one)) },
            lift: 'provision',
          },
        ],
  'advance-notice': (one, recipient) => {
    const notice = one.pack.notices.find(({ id }) => id === recipient.notice)
    return notice && hasRun(one, notice)
      ? []
      : lacks('not-announced', recipient, [`notice:${recipient.notice ?? ''}`, 'system:advance-notice'], {
          notice: notice?.name ?? recipient.name,
        })
  },
  document: ({ question }, recipient) =>
    question.document
      ? []
      : lacks('document-missing', recipient, ['system:exception-ground'], {
          ground: recipient.name,
          document: { ja: '提供を求める文書', en: 'the document that asks for it' },
        }),
  'client-approval': (one, recipient) => approvedBy(one, recipient),
  're-entrustment-approval': (one, recipient) => approvedBy(one, recipient),
}

function approvedBy({ standing, question, purposes, on }: Case, recipient: Recipient): Obstacle[] {
  const approved = standing.approvals.some(
    ({ client, receiver, purpose, until }) =>
      (question.client === undefined || client === question.client) &&
      receiver !== undefined &&
      (receiver === question.recipient || receiver === recipient.id) &&
      (purpose === undefined || purposes.some(({ id }) => id === purpose)) &&
      (until === undefined || on <= until),
  )
  return approved
    ? []
    : lacks('not-approved', recipient, ['system:re-entrustment-approval', 'system:client-approval'])
}

/** Whether a notice went out so long ago that its period has run. */
export function hasRun({ standing, on }: Case, notice: ElementOf<'notice'>): boolean {
  const sent = Object.hasOwn(standing.notices, notice.id)
    ? parseDate(standing.notices[notice.id] ?? '')
    : undefined
  if (!sent?.ok) return false
  const ahead = notice.ahead === undefined ? undefined : parsePeriod(notice.ahead)
  const from = ahead?.ok ? addPeriod(sent.value, ahead.value) : sent
  return from.ok && from.value.toString() <= on
}

/** Joint use: by a company of the published range that still belongs to it, after the notice (APPI Art. 27(5)(iii)). */
function member(one: Case, recipient: Recipient): Obstacle[] {
  if (recipient.kind !== 'joint-user') return []
  const { pack, receiver, question, on } = one
  const inRange = pack.entities.filter(
    ({ id, effectiveFrom, effectiveTo }) =>
      recipient.members.includes(id) &&
      !(effectiveFrom && on < effectiveFrom) &&
      !(effectiveTo && effectiveTo < on),
  )
  const named = receiver?.entity ?? question.recipient
  const keepers = ['system:joint-use-limits', 'system:group-membership']
  const notice = pack.notices.find(({ id }) => id === recipient.notice)
  const announced = notice === undefined || hasRun(one, notice)
  return [
    ...(inRange.some(({ id }) => id === named)
      ? []
      : lacks('not-a-member', recipient, keepers, { members: namesOf(inRange) })),
    ...(announced
      ? []
      : lacks('not-announced', recipient, [`notice:${recipient.notice}`, ...keepers], {
          notice: notice.name,
        })),
  ]
}

/** Provision to a third party: consent, or a ground for which the law needs none (APPI Art. 27). */
export function lawLetsProvide(one: Case): Obstacle[] {
  const { act, recipient } = one
  if (!recipient || !OUTWARD.includes(act)) return []
  const exceptions = lawGrounds(one, 'provision-consent')
  if (exceptions.length === 0 || consented(one)) return []
  const used = groundUsed(one)
  const kind = used && lawKind(used.kind, recipient.kind)
  if (exceptions.some((exception) => exception.kind === kind && kind !== 'consent')) return []
  const article = exceptions.find((exception) => exception.kind === 'consent')?.source?.article
  const by = [`recipient:${recipient.id}`, 'system:prior-consent', ...refsTo('consent', consentsFor(one))]
  return [
    {
      reason: 'consent-to-provide',
      by,
      article,
      words: { consents: namesOf(consentsFor(one)) },
      lift: 'provision',
    },
  ]
}

/** What a ground of the policy is in the words of the law. */
export const lawKind = (kind: string, recipient: Recipient['kind'] | undefined): string =>
  kind === 'legal-process' ? 'law' : kind === 'need' && recipient === 'contractor' ? 'entrustment' : kind

/** Abroad: a country the policy names, by a declared route with safeguards, or as the law lets (APPI Art. 28). */
export function routeAbroad(one: Case): Obstacle[] {
  const { pack, act, recipient, receiver, question, person } = one
  if (!recipient || !OUTWARD.includes(act)) return []
  const country =
    question.country ??
    receiver?.country ??
    (recipient.countries.length === 1 ? recipient.countries[0] : undefined)
  const words = {
    recipient: recipient.name,
    country: country ?? '?',
    countries: recipient.countries.join(', '),
  }
  const by = [`recipient:${recipient.id}`, 'system:transfer-check']
  if (recipient.countries.length > 0 && !(country && recipient.countries.includes(country)))
    return [{ reason: 'country-not-named', by, words }]
  // What leaves from where the organisation is goes abroad when it leaves that country; a transfer, the person's own.
  const own = act === 'transfer' && person.jurisdictions.length > 0 ? [] : pack.jurisdictions.slice(0, 1)
  const home = [...person.jurisdictions, ...own]
  if (country === undefined || home.includes(country)) return []
  const route = pack.transfers.find(
    (transfer) =>
      transfer.recipient === recipient.id &&
      transfer.country === country &&
      (transfer.jurisdictions.length === 0 || transfer.jurisdictions.some((each) => home.includes(each))),
  )
  if (route && (route.basis !== 'consent' || consented(one))) return []
  const article = lawGrounds(one, 'transfer-consent').find(({ kind }) => kind === 'consent')?.source?.article
  return [
    { reason: 'no-transfer-route', by: [...by, 'system:localisation'], article, words, lift: 'transfer' },
  ]
}

/** For a purpose that needs no identity, only what identifies nobody leaves. */
export function leavesUnidentified({ act, purposes, purpose, question }: Case): Obstacle[] {
  const leaves = OUTWARD.includes(act) || act === 'disclose' || act === 'take-out'
  if (!leaves || question.deidentified === true || !purposes.some(({ deidentified }) => deidentified))
    return []
  const by = ['system:de-identification', `purpose:${purpose.id}`]
  return [{ reason: 'identifiable', by, words: { purpose: purpose.name } }]
}
