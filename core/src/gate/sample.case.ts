// SPDX-License-Identifier: Apache-2.0
// A small shop with three laws, and a mill that prints for it: everything the gate weighs occurs in them once.
import { PackSchema, type PackData } from '@yakusoku/core/packs'
import type { Decision } from './answer.ts'
import { decide } from './decide.ts'
import { NOBODY, NOTHING, type Person, type Standing } from './facts.ts'
import type { Question } from './question.ts'

type Given = Readonly<Record<string, unknown>>

const element = (id: string, rest: Given = {}): Given => ({ id, name: { ja: id, en: id }, ...rest })
const elements = (...ids: string[]): Given[] => ids.map((id) => element(id))

const source = (article: string): Given => ({ source: { article, asOf: '2026-04-01' } })

/** A pack of the parts given, with a head. */
export const packOf = (id: string, parts: Given): PackData =>
  PackSchema.parse({
    format: 1,
    id,
    kind: id.startsWith('law/') ? 'law' : 'organisation',
    version: '1.0.0',
    name: { ja: id, en: id },
    effective: '2026-04-01',
    modified: '2026-03-01',
    ...parts,
  })

const lifting = (id: string, kind: string, lifts: readonly string[], rest: Given = {}): Given =>
  element(id, { kind, lifts, ...source(id), ...rest })

const difficult = { conditions: ['consent-difficult'] }

/** A law as Japan's: purposes, special care, provision, abroad. */
export const HOME = packOf('law/home', {
  jurisdictions: ['JP'],
  applies: { jurisdictions: ['JP'] },
  grounds: [
    lifting('art-18-consent', 'consent', ['purpose-limit']),
    lifting('art-18-law', 'law', ['purpose-limit']),
    lifting('art-18-life', 'emergency', ['purpose-limit'], difficult),
    lifting('art-18-research', 'academic', ['purpose-limit']),
    lifting('art-20-consent', 'consent', ['special-care-consent'], { handling: ['special-care'] }),
    lifting('art-20-law', 'law', ['special-care-consent'], { handling: ['special-care'] }),
    lifting('art-27-consent', 'consent', ['provision-consent']),
    lifting('art-27-law', 'law', ['provision-consent', 'provision-record']),
    lifting('art-27-life', 'emergency', ['provision-consent', 'provision-record'], difficult),
    lifting('art-27-research', 'academic', ['provision-consent', 'provision-record']),
    lifting('art-27-opt-out', 'opt-out', ['provision-consent'], {
      notFor: ['special-care'],
      conditions: ['filed'],
    }),
    lifting('art-27-entrustment', 'entrustment', ['provision-consent', 'provision-record']),
    lifting('art-27-succession', 'succession', ['provision-consent', 'provision-record']),
    lifting('art-27-joint-use', 'joint-use', ['provision-consent', 'provision-record']),
    lifting('art-28-consent', 'consent', ['transfer-consent'], { acts: ['transfer'] }),
    lifting('art-28-law', 'law', ['transfer-consent', 'provision-record'], { acts: ['transfer'] }),
  ],
  recipients: [
    element('contractors', { kind: 'contractor', requires: ['contract', 'assessment'] }),
    element('later', {
      kind: 'third-party',
      requires: ['contract'],
      effectiveFrom: '2028-07-16',
    }),
    element('bodies', { kind: 'public-body' }),
  ],
  minors: [element('alone', { below: 16, collection: 'guardian-consent', ...source('FAQ') })],
  items: elements('what'),
  records: [
    element('provisions', { of: 'provision', items: ['what'], notWith: ['bodies'], ...source('29') }),
    element('receipts', { of: 'receipt', items: ['what'], notWith: ['bodies'], ...source('30') }),
  ],
})

/** A law as Europe's: a legal basis for everything, special categories. */
export const EUROPE = packOf('law/europe', {
  jurisdictions: ['EU'],
  applies: { jurisdictions: ['EU', 'DE', 'FR'] },
  grounds: [
    lifting('art-6-consent', 'consent', ['lawful-basis']),
    lifting('art-6-contract', 'contract', ['lawful-basis']),
    lifting('art-6-law', 'law', ['lawful-basis']),
    lifting('art-6-life', 'emergency', ['lawful-basis']),
    lifting('art-6-interests', 'legitimate-interests', ['lawful-basis']),
    lifting('art-9-consent', 'consent', ['special-category-ban'], { handling: ['special-care'] }),
    lifting('art-9-life', 'emergency', ['special-category-ban'], { handling: ['special-care'] }),
    lifting('art-49-consent', 'consent', ['transfer-consent'], { acts: ['transfer'] }),
  ],
  minors: [element('child', { below: 16, collection: 'guardian-consent', ...source('8') })],
})

/** A law of individual numbers. */
export const NUMBERS = packOf('law/numbers', {
  jurisdictions: ['JP'],
  applies: { jurisdictions: ['JP'], handling: ['my-number'] },
  roles: elements('officer'),
  categories: [element('number', { handling: ['my-number'] })],
  purposes: [element('number-for-tax', { uses: ['number'], roles: ['officer'] })],
  grounds: [
    element('number-case', { kind: 'law', handling: ['my-number'] }),
    element('number-consent', { kind: 'consent', notFor: ['my-number'], ...source('19') }),
  ],
})

const purpose = (id: string, uses: readonly string[], rest: Given = {}): Given =>
  element(id, { uses, roles: ['clerk'], basis: 'contract', ...rest })

const recipient = (id: string, kind: string, grounds: readonly string[], rest: Given = {}): Given =>
  element(id, {
    kind,
    grounds,
    purposes: ['delivery', 'statistics'],
    categories: ['contact', 'orders'],
    countries: ['JP'],
    ...rest,
  })

const document = { document: { ja: '令状', en: 'warrant' } }

/** What the shop says, to be changed by a test. */
export const SHOP_PARTS: Readonly<Record<string, readonly Given[]>> = {
  roles: elements('clerk', 'nurse', 'guest'),
  events: elements('joining'),
  subjects: elements('customers', 'staff'),
  channels: [element('form', { from: 'person' }), element('agency', { from: 'third-party' })],
  entities: [
    element('east', { kind: 'subsidiary', country: 'JP' }),
    element('west', { kind: 'subsidiary', country: 'JP', effectiveTo: '2026-11-21' }),
  ],
  categories: [
    element('contact', { channels: ['form'], fides: ['user.contact'] }),
    element('orders', { channels: ['form', 'agency'], fides: ['user.orders'] }),
    element('health', { channels: ['form', 'agency'], handling: ['special-care'] }),
    element('numbers', { handling: ['my-number'] }),
    element('passwords', { handling: ['secret'] }),
    element('cards', { handling: ['masked'] }),
    element('keys', { handling: ['restricted'] }),
    element('unused'),
  ],
  purposes: [
    purpose('service', ['keys', 'cards', 'passwords', 'health']),
    purpose('delivery', ['contact', 'orders'], { under: ['service'] }),
    purpose('news', ['contact'], { basis: 'consent', fields: ['user.contact.email'] }),
    purpose('weekly-news', [], { under: ['news'], roles: [], basis: undefined }),
    purpose('tax', ['numbers'], { meets: ['number-for-tax'], basis: 'legal-obligation' }),
    purpose('gifts', ['numbers']),
    purpose('staffing', ['contact'], { subjects: ['staff'], after: 'joining' }),
    purpose('analysis', ['orders'], { basis: 'legitimate-interests' }),
    purpose('statistics', ['orders'], { deidentified: true }),
    purpose('hobby', ['orders'], { basis: undefined }),
    purpose('ownerless', ['orders'], { roles: [] }),
  ],
  grounds: [
    element('need', { kind: 'need', acts: ['provide'] }),
    element('entrusting', { kind: 'entrustment', acts: ['entrust', 'transfer'] }),
    element('agreement', { kind: 'consent', acts: ['provide', 'use', 'transfer'] }),
    element('by-law', { kind: 'law', acts: ['provide', 'use', 'collect'], ...document }),
    element('life', { kind: 'emergency', acts: ['provide', 'use', 'collect'], ...document }),
    element('rescue', {
      kind: 'emergency',
      acts: ['provide', 'use', 'read', 'collect'],
      breakGlass: true,
      review: 'looking-back',
    }),
    element('research', { kind: 'academic', acts: ['provide', 'use', 'collect'], ...document }),
    element('interest', { kind: 'legitimate-interests', acts: ['provide'] }),
    element('joint', { kind: 'joint-use', acts: ['share'] }),
    element('merger', { kind: 'succession', acts: ['provide'] }),
    element('filed-sale', { kind: 'opt-out', acts: ['provide'] }),
    element('number-law', { kind: 'law', acts: ['provide'], meets: ['number-case'], ...document }),
    element('errand', { kind: 'need', acts: ['take-out'], ...document }),
  ],
  recipients: [
    recipient('carriers', 'contractor', ['entrusting'], { requires: ['contract', 'assessment'] }),
    recipient('partners', 'third-party', ['need', 'agreement', 'interest']),
    recipient('authorities', 'public-body', ['by-law', 'life', 'research', 'number-law'], {
      requires: ['document'],
      purposes: ['delivery', 'tax', 'gifts'],
      categories: ['contact', 'orders', 'numbers'],
    }),
    recipient('rescuers', 'emergency', ['rescue']),
    recipient('group', 'joint-user', ['joint'], { members: ['east', 'west'], notice: 'joint-notice' }),
    recipient('buyers', 'acquirer', ['merger'], { requires: ['advance-notice'], notice: 'sale-notice' }),
    recipient('dealers', 'third-party', ['filed-sale']),
    recipient('hosts', 'contractor', ['entrusting'], { countries: ['JP', 'US', 'DE'] }),
    recipient('sub-carriers', 'contractor', ['entrusting'], { requires: ['re-entrustment-approval'] }),
    recipient('nowhere', 'third-party', []),
  ],
  notices: [
    element('joint-notice', { by: ['website'] }),
    element('sale-notice', { by: ['mail'], ahead: 'P30D' }),
    element('abroad-notice', { by: ['mail'], ahead: 'P14D' }),
  ],
  safeguards: [
    element('clauses', {
      kind: 'organisational',
      owner: 'clerk',
      document: { ja: '契約', en: 'contract' },
      renewEvery: 'P1Y',
    }),
  ],
  transfers: [
    element('cloud', {
      recipient: 'hosts',
      country: 'US',
      basis: 'equivalent-measures',
      safeguards: ['clauses'],
      notice: 'abroad-notice',
    }),
  ],
  consents: [
    element('news-consent', { purposes: ['news'], text: { ja: '同意', en: 'I agree' } }),
    element('delivery-consent', {
      purposes: ['delivery'],
      lifts: ['provision-consent', 'transfer-consent'],
      text: { ja: '同意', en: 'I agree' },
    }),
    element('care-consent', {
      purposes: ['service'],
      lifts: ['special-care-consent'],
      text: { ja: '同意', en: 'I agree' },
    }),
  ],
  minors: [
    element('teenager', { below: 16, collection: 'guardian-consent' }),
    element('child', { below: 13, collection: 'deny' }),
  ],
  retention: [element('seven', { rule: 'P7Y after joining', categories: ['contact'] })],
  rights: [],
  promises: [
    { id: 'SHP-1', mode: 'enforced', keptBy: ['system:deny-by-default', 'purpose:delivery'] },
    { id: 'SHP-2', mode: 'enforced', keptBy: ['system:prior-consent', 'purpose:news'] },
  ],
}

const HEAD = { extends: ['law/home', 'law/europe', 'law/numbers'], jurisdictions: ['JP', 'EU'] }

/** The shop with some of its parts changed. */
export const shopWith = (changes: Given): PackData => packOf('shop', { ...HEAD, ...SHOP_PARTS, ...changes })

/** The shop with one element of a section changed. */
export const shopWithElement = (section: string, id: string, change: Given): PackData =>
  shopWith({
    [section]: (SHOP_PARTS[section] ?? []).map((one) => (one['id'] === id ? { ...one, ...change } : one)),
  })

export const SHOP = shopWith({})

/** A processor that prints for two clients. */
export const MILL = packOf('mill', {
  jurisdictions: ['JP'],
  extends: ['law/home'],
  role: 'processor',
  roles: elements('printer'),
  entities: [
    element('acorn', { kind: 'client', services: ['printing'], effectiveTo: '2027-03-31' }),
    element('birch', { kind: 'client', services: ['mailing'] }),
  ],
  categories: elements('letters', 'addresses', 'own-staff'),
  purposes: [
    element('printing', { uses: ['letters'], roles: ['printer'] }),
    element('mailing', { uses: ['addresses'], roles: ['printer'] }),
    element('proofreading', { uses: ['letters', 'addresses'], roles: ['printer'] }),
    element('payroll', { uses: ['own-staff'], roles: ['printer'] }),
  ],
  grounds: [
    element('service', { kind: 'need', acts: ['provide'] }),
    element('written', { kind: 'consent', acts: ['copy', 'provide'] }),
    element('passing-on', { kind: 'entrustment', acts: ['entrust'] }),
  ],
  recipients: [
    recipient('post-office', 'third-party', ['service', 'written'], {
      purposes: ['printing'],
      categories: ['letters'],
    }),
    recipient('binders', 'contractor', ['passing-on'], {
      purposes: ['printing'],
      categories: ['letters'],
      requires: ['client-approval'],
    }),
  ],
  promises: [
    {
      id: 'MIL-1',
      mode: 'enforced',
      keptBy: ['system:handling-personnel', 'system:contracted-service-only'],
    },
  ],
})

/** What the shop has registered when all is well. */
const REGISTERED: Standing = {
  ...NOTHING,
  receivers: {
    yamato: { class: 'carriers', country: 'JP', contractUntil: '2027-03-31', assessedUntil: '2027-03-31' },
    cloud: { class: 'hosts', country: 'US', contractUntil: '2027-03-31', assessedUntil: '2027-03-31' },
    east: { class: 'group', entity: 'east' },
    west: { class: 'group', entity: 'west' },
    helper: { class: 'sub-carriers', contractUntil: '2027-03-31', assessedUntil: '2027-03-31' },
    bindery: { class: 'binders', contractUntil: '2027-03-31', assessedUntil: '2027-03-31' },
  },
  notices: { 'joint-notice': '2026-04-01', 'sale-notice': '2026-10-01', 'abroad-notice': '2026-10-01' },
  assessments: ['analysis'],
  filed: ['filed-sale'],
  approvals: [{ client: 'shop', receiver: 'helper' }],
  clearances: { kaede: ['keys'] },
  assignments: { kaede: ['acorn', 'birch'] },
}

/** A question and the facts around it, where they differ from a clerk who uses contact details to deliver. */
export type Asked = Partial<Question> & {
  readonly pack?: PackData
  readonly laws?: readonly PackData[]
  readonly person?: Partial<Person>
  readonly standing?: Partial<Standing>
  readonly on?: string
}

/** Decides, with all well registered, for a Japanese person about whom nothing else is known. */
export function ask({ pack = SHOP, laws = [HOME, EUROPE, NUMBERS], ...asked }: Asked): Decision {
  const { person, standing, on = '2026-11-22', ...question } = asked
  const roles = pack.role === 'processor' ? ['printer'] : ['clerk']
  return decide(
    {
      pack,
      laws,
      on,
      person: { ...NOBODY, jurisdictions: ['JP'], ...person },
      standing: { ...REGISTERED, ...standing },
    },
    { act: 'use', actor: { id: 'kaede', roles }, category: 'contact', purpose: 'delivery', ...question },
  )
}

/** The answer with its reason, to compare at a glance. */
export const told = (asked: Asked): string => {
  const { answer, reason } = ask(asked)
  return answer === 'permit' ? 'permit' : `${answer}: ${reason}`
}
