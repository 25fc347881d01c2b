// SPDX-License-Identifier: Apache-2.0
// Where data goes: what the recipient may get, on which ground, what must stand first.
import type { ElementOf, Local, PackData } from '@yakusoku/core/packs'
import {
  consentedToProvide,
  consentsToProvide,
  lawGrounds,
  namesOf,
  refsTo,
  says,
  type Case,
  type Obstacle,
} from './case.ts'
import { hasRun, standsOn } from './days.ts'
import { fits, groundUsed, unmet } from './grounds.ts'
import { OUTWARD } from './question.ts'

type Recipient = ElementOf<'recipient'>
type Requirement = Recipient['requires'][number]

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
  const { pack, whole, act, ground, recipient } = one
  const needed =
    OUTWARD.includes(act) || whole.grounds.some(({ acts }) => acts.includes(act) && isOwnAct(act))
  const possible = pack.grounds.filter(({ id, acts }) =>
    OUTWARD.includes(act) ? recipient?.grounds.includes(id) : acts.includes(act),
  )
  if (ground) {
    const lacking = fits(one, ground) ? unmet(one, ground) : [misplaced(ground, possible)]
    return lacking.map((obstacle) => ({ ...obstacle, claimed: true }))
  }
  if (!needed || groundUsed(one)) return []
  return [
    {
      reason: 'no-ground',
      by: [...refsTo('ground', possible), 'system:provision-records', 'system:exception-ground'],
      words: { grounds: namesOf(possible) },
    },
  ]
}

/** Taking out and copying need a ground of their own where the policy declares one, be it one that has ended. */
const isOwnAct = (act: string): boolean => act === 'take-out' || act === 'copy'

const misplaced = (ground: ElementOf<'ground'>, possible: readonly ElementOf<'ground'>[]): Obstacle => ({
  reason: 'ground-not-for-act',
  by: [`ground:${ground.id}`, 'system:exception-ground'],
  words: { ground: ground.name, grounds: namesOf(possible) },
})

/** What the recipient, its law or its kind requires first: contract, assessment, notice, approval, membership. */
export function recipientReady(one: Case): Obstacle[] {
  const { recipient } = one
  if (!recipient) return []
  const requires = new Set([...recipient.requires, ...requiredByLaw(one, recipient)])
  return REQUIREMENTS.filter((each) => requires.has(each))
    .flatMap((each) => REQUIRED[each](one, recipient))
    .concat(member(one, recipient))
}

// Who entrusts first entrusts and does not re-entrust: that needs nobody's permission.
const requiredByLaw = ({ pack, lawsOfPerson, category }: Case, recipient: Recipient): Requirement[] =>
  lawsOfPerson
    .flatMap((law) =>
      law.recipients.filter(
        ({ kind, categories }) =>
          kind === recipient.kind && (categories.length === 0 || concerns(law, categories, category)),
      ),
    )
    .flatMap(({ requires }) => requires)
    .filter((each) => each !== 're-entrustment-approval' || pack.role === 'processor')

const concerns = (law: PackData, ids: readonly string[], { handling }: ElementOf<'category'>): boolean =>
  law.categories.some((each) => ids.includes(each.id) && each.handling.some((one) => handling.includes(one)))

const lacks = (
  reason: Obstacle['reason'],
  recipient: Recipient,
  keepers: readonly string[],
  more: Record<string, string | Local> = {},
): Obstacle[] => [
  { reason, by: [`recipient:${recipient.id}`, ...keepers], words: { recipient: recipient.name, ...more } },
]

const REQUIRED: Record<Requirement, (one: Case, recipient: Recipient) => Obstacle[]> = {
  contract: ({ receiver, on }, recipient) =>
    standsOn(receiver?.contractUntil, on)
      ? []
      : lacks('no-contract', recipient, ['system:contractor-standing']),
  assessment: ({ receiver, on }, recipient) =>
    standsOn(receiver?.assessedUntil, on)
      ? []
      : lacks('not-evaluated', recipient, ['system:contractor-standing']),
  consent: (one, recipient) =>
    consentedToProvide(one)
      ? []
      : [
          {
            reason: 'consent-to-provide',
            by: [
              `recipient:${recipient.id}`,
              ...refsTo('consent', consentsToProvide(one)),
              'system:prior-consent',
            ],
            words: { consents: namesOf(consentsToProvide(one)) },
            lift: 'provision',
          },
        ],
  'advance-notice': (one, recipient) => {
    const notice = one.pack.notices.find(({ id }) => id === recipient.notice)
    return notice && hasRun(one.standing, notice, one.on)
      ? []
      : lacks('not-announced', recipient, [`notice:${recipient.notice ?? ''}`, 'system:advance-notice'], {
          notice: notice?.name ?? recipient.name,
        })
  },
  document: ({ question }, recipient) =>
    says(question.document)
      ? []
      : lacks('document-missing', recipient, ['system:exception-ground'], {
          ground: recipient.name,
          document: { ja: '提供を求める文書', en: 'the document that asks for it' },
        }),
  'client-approval': (one, recipient) => approvedBy(one, recipient),
  're-entrustment-approval': (one, recipient) => approvedBy(one, recipient),
}

const REQUIREMENTS = Object.keys(REQUIRED) as Requirement[]

function approvedBy(one: Case, recipient: Recipient): Obstacle[] {
  const { pack, standing, question, purposes, act, on } = one
  const approved = standing.approvals.some(
    ({ client, act: forAct, receiver, purpose, until }) =>
      (client === question.client || (question.client === undefined && pack.role === 'controller')) &&
      (forAct === undefined || forAct === act) &&
      receiver !== undefined &&
      (receiver === question.recipient || receiver === recipient.id) &&
      (purpose === undefined || purposes.some(({ id }) => id === purpose)) &&
      (until === undefined || standsOn(until, on)),
  )
  return approved
    ? []
    : lacks('not-approved', recipient, ['system:re-entrustment-approval', 'system:client-approval'])
}

/** A company of the declared range that still belongs to it; joint use, after its notice (APPI Art. 27(5)(iii)). */
function member(one: Case, recipient: Recipient): Obstacle[] {
  const joint = recipient.kind === 'joint-user'
  if (!joint && recipient.members.length === 0) return []
  const { pack, receiver, standing, on } = one
  const keepers = ['system:joint-use-limits', 'system:group-membership']
  const inRange = pack.entities.filter(({ id }) => recipient.members.includes(id))
  const notice = pack.notices.find(({ id }) => id === recipient.notice)
  const announced =
    !joint || recipient.notice === undefined || (notice !== undefined && hasRun(standing, notice, on))
  return [
    ...(inRange.some(({ id }) => id === receiver?.entity)
      ? []
      : lacks('not-a-member', recipient, keepers, { members: namesOf(inRange) })),
    ...(announced
      ? []
      : lacks('not-announced', recipient, [`notice:${recipient.notice ?? ''}`, ...keepers], {
          notice: notice?.name ?? recipient.name,
        })),
  ]
}

/**
 * Provision to a third party: consent, or a ground for which each law of the person that asks for consent needs none (APPI
 * Art. 27). What identifies nobody any more is no personal data; for entrusted data the client answers, who contracted it.
 */
export function lawLetsProvide(one: Case): Obstacle[] {
  const { pack, recipient, question } = one
  if (!recipient || consentedToProvide(one) || identifiesNobody(one)) return []
  if (pack.role === 'processor' && question.client !== undefined) return []
  const used = groundUsed(one)
  const kind = used && lawKind(used.kind, recipient.kind)
  const asking = lawGrounds(one, 'provision-consent').find(
    (known) => kind === 'consent' || !known.some((exception) => exception.kind === kind),
  )
  if (!asking) return []
  const article = asking.find((exception) => exception.kind === 'consent')?.source?.article
  const consents = consentsToProvide(one)
  const by = [`recipient:${recipient.id}`, 'system:prior-consent', ...refsTo('consent', consents)]
  const claimed = used !== undefined && question.ground !== undefined && kind !== 'consent'
  return claimed
    ? [{ reason: 'law-does-not-permit', by, article, words: { ground: used.name }, lift: 'provision' }]
    : [
        {
          reason: 'consent-to-provide',
          by,
          article,
          words: { consents: namesOf(consents) },
          lift: 'provision',
        },
      ]
}

/** Whether what leaves identifies nobody, for a purpose that the policy declares for such data. */
export const identifiesNobody = ({ question, purposes }: Case): boolean =>
  question.deidentified === true && purposes.some(({ deidentified }) => deidentified)

// Who is no third party is so by what it is, not by what the ground is called (APPI Art. 27(5)).
const NO_THIRD_PARTY: Readonly<Record<string, Recipient['kind']>> = {
  entrustment: 'contractor',
  'joint-use': 'joint-user',
  succession: 'acquirer',
}

/** What a ground of the policy is in the words of the law. */
export function lawKind(kind: string, recipient: Recipient['kind'] | undefined): string | undefined {
  if (kind === 'legal-process') return 'law'
  if (kind === 'need' && recipient === 'contractor') return 'entrustment'
  const asked = Object.hasOwn(NO_THIRD_PARTY, kind) ? NO_THIRD_PARTY[kind] : undefined
  return asked === undefined || asked === recipient ? kind : undefined
}

/** For a purpose that needs no identity, only what identifies nobody leaves. */
export function leavesUnidentified({ act, purposes, purpose, question }: Case): Obstacle[] {
  const leaves = OUTWARD.includes(act) || act === 'disclose' || act === 'take-out'
  if (!leaves || question.deidentified === true || !purposes.some(({ deidentified }) => deidentified))
    return []
  const by = ['system:de-identification', `purpose:${purpose.id}`]
  return [{ reason: 'identifiable', by, words: { purpose: purpose.name } }]
}
