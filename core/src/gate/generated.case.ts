// SPDX-License-Identifier: Apache-2.0
// Packs, laws, facts and questions by chance, small enough that they meet: a question names what is declared most of the
// time. Also for comparing another evaluator with `decide`.
import fc, { type Arbitrary } from 'fast-check'
import type { PackData } from '@yakusoku/core/packs'
import type { Weighed } from './case.ts'
import type { Person, Standing } from './facts.ts'
import { ACTS, type Question } from './question.ts'
import { packOf } from './sample.case.ts'

type Given = Record<string, unknown>

/** The day on which most generated questions are asked; what begins or ends does so around it. */
const TODAY = '2026-11-22'

const ids = (kind: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${kind}-${at}`)

const ROLES = ids('role', 3)
const EVENTS = ids('event', 2)
const SUBJECTS = ids('subject', 2)
const CHANNELS = ids('channel', 3)
const CATEGORIES = ids('category', 5)
const PURPOSES = ids('purpose', 6)
const GROUNDS = ids('ground', 5)
const RECIPIENTS = ids('recipient', 4)
const RECEIVERS = ids('receiver', 3)
const CONSENTS = ids('consent', 4)
const NOTICES = ids('notice', 2)
const ENTITIES = ids('entity', 2)
const ACTORS = ids('actor', 2)
const FIDES = ['user', 'user.name', 'user.contact', 'user.contact.email', 'user.health', 'user.orders']
const COUNTRIES = ['JP', 'DE', 'US']
const PLACES = [...COUNTRIES, 'EU']
const DAYS = ['2026-10-23', '2026-11-08', '2026-11-21', TODAY, '2026-11-23', '2027-01-01']
const BIRTHS = ['1990-02-28', '2008-02-29', '2010-11-22', '2010-11-23', '2013-11-22', '2020-01-01']
const CONDITIONS = ['consent-difficult', 'consent-would-hinder', 'no-undue-harm'] as const
const BASES = ['consent', 'contract', 'legal-obligation', 'vital-interests', 'legitimate-interests'] as const
const KINDS = [
  'need',
  'consent',
  'law',
  'legal-process',
  'emergency',
  'entrustment',
  'joint-use',
  'succession',
  'academic',
  'opt-out',
] as const

const some = <Value>(values: readonly Value[], maxLength = values.length): Arbitrary<Value[]> =>
  fc.subarray([...values], { maxLength: Math.min(maxLength, values.length) })
const any = <Value>(values: readonly Value[]): Arbitrary<Value> => fc.constantFrom(...values)
const maybe = <Value>(value: Arbitrary<Value>, freq = 2): Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq })
const many = <Value>(values: readonly Value[]): Arbitrary<Value[]> =>
  fc.subarray([...values], { minLength: 1 })
/** Mostly the first, now and then the second. */
const mostly = <Value>(usual: Arbitrary<Value>, seldom: Arbitrary<Value>): Arbitrary<Value> =>
  fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: seldom })

const forever: Arbitrary<Given> = fc.constant({})
const ending = fc.oneof(
  { weight: 30, arbitrary: forever },
  { weight: 1, arbitrary: fc.record({ effectiveFrom: any(DAYS) }) },
  { weight: 1, arbitrary: fc.record({ effectiveTo: any(DAYS) }) },
)

/** An element of each id, made of the shape, some of them not in force. */
const elements = (
  all: readonly string[],
  shape: Record<string, Arbitrary<unknown>> = {},
): Arbitrary<Given[]> =>
  fc.tuple(
    ...all.map((id) =>
      fc
        .tuple(fc.record(shape), ending)
        .map(([made, when]): Given => ({ id, name: { ja: id, en: id }, ...made, ...when })),
    ),
  )

const HANDLING = ['restricted', 'special-care', 'my-number', 'secret', 'masked'] as const
const handling = mostly(some([] as (typeof HANDLING)[number][]), some(HANDLING, 2))
const document = maybe(fc.constant({ ja: '文書', en: 'document' }), 1)

const purposes = elements(PURPOSES, {
  under: some(PURPOSES, 2),
  uses: many(CATEGORIES),
  fields: mostly(fc.constant<string[]>([]), some(FIDES, 2)),
  subjects: mostly(fc.constant<string[]>([]), some(SUBJECTS)),
  roles: mostly(many(ROLES), fc.constant<string[]>([])),
  basis: maybe(any(BASES), 9),
  deidentified: mostly(fc.constant(false), fc.constant(true)),
  after: mostly(fc.constant(undefined), any(EVENTS)),
  meets: mostly(fc.constant<string[]>([]), fc.constant<string[]>(['number-affair'])),
})

const grounds = elements(GROUNDS, {
  kind: any(KINDS),
  acts: many(ACTS),
  conditions: mostly(fc.constant<string[]>([]), some([...CONDITIONS, 'advance-notice', 'filed'], 2)),
  document,
  breakGlass: mostly(fc.constant(false), fc.constant(true)),
  countries: mostly(fc.constant<string[]>([]), some(COUNTRIES)),
  meets: mostly(fc.constant<string[]>([]), fc.constant<string[]>(['number-case'])),
})

const RECIPIENT_KINDS = ['contractor', 'third-party', 'public-body', 'joint-user', 'group', 'acquirer']
const REQUIRES = ['contract', 'assessment', 'consent', 'advance-notice', 'document', 'client-approval']

const recipients = elements(RECIPIENTS, {
  kind: any(RECIPIENT_KINDS),
  purposes: many(PURPOSES),
  categories: many(CATEGORIES),
  grounds: mostly(many(GROUNDS), fc.constant<string[]>([])),
  countries: some(COUNTRIES),
  requires: mostly(fc.constant<string[]>([]), some(REQUIRES, 2)),
  notice: maybe(any(NOTICES), 1),
  members: mostly(fc.constant<string[]>([]), some(ENTITIES)),
})

const limits = (all: readonly string[]) =>
  elements(all, { below: any([13, 16, 18]), collection: any(['deny', 'guardian-consent']) })

const transfers = elements(ids('transfer', 2), {
  recipient: any(RECIPIENTS),
  country: any(COUNTRIES),
  jurisdictions: some(PLACES, 1),
  basis: any(['consent', 'equivalent-measures']),
  safeguards: fc.constant(['safeguard-0']),
  notice: maybe(any(NOTICES), 1),
})

const safeguards = elements(['safeguard-0'], {
  kind: fc.constant('technical'),
  owner: any(ROLES),
  document: fc.constant({ ja: '契約', en: 'contract' }),
  renewEvery: fc.constant('P1Y'),
})

const PROMISES = [
  'system:deny-by-default',
  'system:prior-consent',
  'system:balancing-assessment',
  'system:handling-personnel',
]

/** The parts of a pack, as `pack.yaml` would have them. */
const partsByChance: Arbitrary<Given> = fc.record({
  role: mostly(fc.constant('controller'), fc.constant('processor')),
  jurisdictions: any([['JP'], ['JP', 'EU'], ['EU', 'JP'], ['US']]),
  roles: elements(ROLES),
  events: elements(EVENTS),
  subjects: elements(SUBJECTS),
  channels: elements(CHANNELS, { from: any(['person', 'third-party', 'technical']) }),
  categories: elements(CATEGORIES, { handling, channels: many(CHANNELS) }).map((all) =>
    // Each has a key of its own: a key that two claim belongs to neither.
    all.map((one, at) => ({ ...one, fides: FIDES.slice(at, at + 1) })),
  ),
  purposes,
  grounds,
  recipients,
  entities: elements(ENTITIES, {
    kind: any(['client', 'subsidiary']),
    services: mostly(fc.constant<string[]>([]), some(PURPOSES, 2)),
  }),
  notices: elements(NOTICES, { by: fc.constant(['mail']), ahead: maybe(any(['P0D', 'P14D', 'P30D']), 1) }),
  consents: elements(CONSENTS, {
    purposes: some(PURPOSES, 3),
    lifts: some(['special-care-consent', 'provision-consent', 'transfer-consent']),
    text: fc.constant({ ja: '同意', en: 'I agree' }),
  }),
  transfers,
  safeguards,
  minors: limits(['minor-0', 'minor-1']),
  promises: some(PROMISES, 3).map((kept) =>
    kept.map((keeper, at) => ({ id: `GEN-${at + 1}`, mode: 'enforced', keptBy: [keeper] })),
  ),
})

const BANS = [
  'purpose-limit',
  'special-care-consent',
  'provision-consent',
  'transfer-consent',
  'provision-record',
  'lawful-basis',
  'special-category-ban',
]

const law = (id: string, head: Given): Arbitrary<PackData> =>
  fc
    .record({
      grounds: elements(ids('exception', 5), {
        kind: any([...KINDS, 'contract', 'legitimate-interests']),
        acts: some(['use', 'collect', 'provide', 'transfer', 'entrust', 'share']),
        lifts: some(BANS, 2),
        conditions: mostly(fc.constant<string[]>([]), some(CONDITIONS, 1)),
      }),
      minors: limits(['limit-0']),
      recipients: elements(['receiver-0'], { kind: any(RECIPIENT_KINDS), requires: some(REQUIRES, 1) }),
      records: elements(['record-0'], {
        of: any(['provision', 'receipt']),
        items: fc.constant(['item-0']),
        notWith: some(['receiver-0']),
      }),
    })
    .map((parts) =>
      packOf(id, { ...head, items: [{ id: 'item-0', name: { ja: '項目', en: 'item' } }], ...parts }),
    )

const NUMBER_LAW = packOf('law/numbers', {
  applies: { jurisdictions: ['JP'], handling: ['my-number'] },
  roles: [{ id: 'officer', name: { ja: '担当', en: 'officer' } }],
  purposes: [{ id: 'number-affair', roles: ['officer'], name: { ja: '事務', en: 'affair' } }],
  grounds: [{ id: 'number-case', kind: 'law', handling: ['my-number'], name: { ja: '場合', en: 'case' } }],
})

/** Laws of two places, and that of individual numbers. */
const lawsByChance: Arbitrary<PackData[]> = fc
  .tuple(
    law('law/home', { applies: { jurisdictions: ['JP'] } }),
    law('law/union', { applies: { jurisdictions: ['EU', 'DE'] } }),
  )
  .map((both) => [...both, NUMBER_LAW])

/** What is known of a person. */
export const personByChance: Arbitrary<Person> = fc.record({
  jurisdictions: any([[], ['JP'], ['DE', 'EU'], ['JP', 'EU'], ['US']]),
  born: maybe(any(BIRTHS), 1),
  guardian: fc.boolean(),
  subjects: some(SUBJECTS),
  consents: some(CONSENTS),
  objections: mostly(fc.constant<string[]>([]), some(PURPOSES, 1)),
  happened: some(EVENTS),
  restricted: mostly(fc.constant<string[]>([]), some([...CATEGORIES, '*'], 2)),
  suspended: mostly(fc.constant<('use' | 'provide')[]>([]), some(['use', 'provide'] as const)),
  over: mostly(fc.constant<string[]>([]), some(CATEGORIES, 2)),
  beyond: mostly(
    fc.constant<Person['beyond']>([]),
    fc.array(fc.record({ purpose: any(PURPOSES), category: any(CATEGORIES) }), { maxLength: 2 }),
  ),
})

const dictionary = <Value>(
  keys: readonly string[],
  value: Arbitrary<Value>,
): Arbitrary<Record<string, Value>> => fc.dictionary(any(keys), value, { maxKeys: keys.length })

const receiver = fc.record({
  class: any(RECIPIENTS),
  entity: maybe(any(ENTITIES)),
  country: maybe(any(COUNTRIES)),
  contractUntil: maybe(any(DAYS), 4),
  assessedUntil: maybe(any(DAYS), 4),
})

/** How an organisation stands. */
export const standingByChance: Arbitrary<Standing> = fc.record({
  receivers: dictionary(RECEIVERS, receiver),
  notices: dictionary(NOTICES, any(DAYS)),
  assessments: some(PURPOSES),
  filed: some(GROUNDS),
  checked: some(RECEIVERS),
  approvals: fc.array(
    fc.record({
      client: any(ENTITIES),
      act: maybe(any(ACTS), 1),
      purpose: maybe(any(PURPOSES), 1),
      receiver: maybe(any([...RECEIVERS, ...RECIPIENTS]), 1),
      until: maybe(any(DAYS), 1),
    }),
    { maxLength: 2 },
  ),
  clearances: dictionary(ACTORS, some(CATEGORIES)),
  actors: mostly(
    fc.constant<Standing['actors']>({}),
    dictionary(
      ACTORS.map((id) => `user:${id}`),
      some(ROLES),
    ),
  ),
  assignments: dictionary(ACTORS, some(ENTITIES)),
  newPurposes: mostly(
    fc.constant<Standing['newPurposes']>({}),
    dictionary(PURPOSES, fc.record({ related: fc.boolean(), told: maybe(any(DAYS)) })),
  ),
  clients: dictionary([...ENTITIES, 'client-0'], fc.record({ within: maybe(some(COUNTRIES)) })),
  troubles: mostly(fc.constant<string[]>([]), some([...RECEIVERS, ...RECIPIENTS])),
})

// Names that nothing has, seldom enough that most questions are decided.
const named = <Value extends string | undefined>(usual: Arbitrary<Value>): Arbitrary<Value | string> =>
  fc.oneof({ weight: 40, arbitrary: usual as Arbitrary<Value | string> }, { weight: 1, arbitrary: strange })
const seldom = <Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 40, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const strange = any(['', ' ', '__proto__', 'constructor', 'toString', 'Purpose-0', 'purpose‐0', 'role-9'])

/** A question that names declared things, seldom something else; recipients with outward acts. */
const questionByChance: Arbitrary<Question> = any(ACTS).chain((act) => {
  const outward = ['provide', 'transfer', 'entrust', 'share'].includes(act)
  const to = named(any([...RECIPIENTS, ...RECEIVERS]))
  return fc.record({
    act: named(fc.constant<string>(act)),
    actor: fc.record({
      type: maybe(any(['user', 'robot', 'user:actor-0']), 1),
      id: maybe(named(any(ACTORS)), 4),
      roles: mostly(
        many(ROLES),
        named(any(ROLES)).map((role) => [role].filter((one) => one !== '')),
      ),
    }),
    category: named(mostly(any(CATEGORIES), any(FIDES))),
    purpose: named(any(PURPOSES)),
    recipient: outward ? maybe(to, 20) : seldom(to),
    country: maybe(any(COUNTRIES), 1),
    ground: maybe(named(any(GROUNDS)), 1),
    document: maybe(any(['', 'warrant 12', '　']), 1),
    conditions: maybe(some(CONDITIONS), 1),
    client: maybe(named(any([...ENTITIES, 'client-0'])), 1),
    channel: maybe(named(any(CHANNELS)), 1),
    deidentified: maybe(fc.boolean(), 1),
  })
})

/** The question, bent to what the pack has for its purpose: a category, a role, a recipient and a ground that go together. */
function bent(question: Question, pack: PackData): Question {
  const purpose = pack.purposes.find(({ id }) => id === question.purpose)
  const fit = <Id extends string | undefined>(wanted: Id, ids: readonly string[] | undefined): Id | string =>
    ids === undefined || ids.length === 0 || (wanted !== undefined && ids.includes(wanted)) ? wanted : ids[0]!
  const category = fit(question.category, purpose?.uses)
  const takers = pack.recipients.filter(
    ({ purposes: theirs, categories }) => theirs.includes(question.purpose) && categories.includes(category),
  )
  const recipient =
    question.recipient === undefined
      ? undefined
      : fit(
          question.recipient,
          takers.map(({ id }) => id),
        )
  const usable = pack.grounds.filter(
    ({ id, acts }) =>
      acts.includes(question.act as (typeof ACTS)[number]) &&
      (recipient === undefined ||
        pack.recipients.some((each) => each.id === recipient && each.grounds.includes(id))),
  )
  const ground =
    question.ground === undefined
      ? undefined
      : fit(
          question.ground,
          usable.map(({ id }) => id),
        )
  const roles = purpose?.roles.length ? purpose.roles : question.actor.roles
  return { ...question, category, recipient, ground, actor: { ...question.actor, roles } }
}

/** The parts of a pack, all that is weighed with them, and questions, two in three of them likely ones. */
export type World = {
  readonly parts: Given
  readonly weighed: Weighed
  readonly questions: readonly Question[]
}

/** A pack with laws, facts, a day and questions. */
export const worldByChance: Arbitrary<World> = fc
  .record({
    parts: partsByChance,
    laws: lawsByChance,
    person: personByChance,
    standing: standingByChance,
    on: mostly(fc.constant(TODAY), any(DAYS)),
    asked: fc.array(questionByChance, { minLength: 20, maxLength: 30 }),
  })
  .map(({ parts, asked, ...facts }) => {
    const pack = packOf('generated', parts)
    const questions = asked.map((one, at) => (at % 3 === 0 ? one : bent(one, pack)))
    return { parts, weighed: { pack, ...facts }, questions }
  })
