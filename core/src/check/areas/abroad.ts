// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'

const CARRIERS = 'countries: [JP], purposes: [delivery]'
const SINGAPORE = { replace: CARRIERS, with: 'countries: [JP, SG], purposes: [delivery]' }
const TRANSFERS = 'transfers: []\n'
const DEED = {
  replace: 'consents:\n',
  with: '  - { id: deed, kind: external, owner: manager, renewEvery: P1Y, document: { ja: 契約書, en: Contract }, name: { ja: 相当措置, en: Equivalent measures } }\nconsents:\n',
}
const BOUND = { replace: '[safeguard:locks]', with: '[safeguard:locks, safeguard:deed, transfer:abroad]' }
const transfer = (words: string) =>
  `transfers:\n  - { id: abroad, recipient: carriers, ${words}, name: { ja: 国外, en: Abroad } }\n`
const home = (context: CheckContext): string => context.data.jurisdictions[0] ?? 'JP'

const each = (
  context: CheckContext,
  wrong: (element: ReturnType<typeof context.all<'transfer'>>[number]['element']) => boolean,
  key: string,
): Hit[] =>
  context
    .all('transfer')
    .filter(({ element }) => wrong(element))
    .map(({ element, path }) => ({
      at: context.at([...path, key]),
      words: { id: element.id, recipient: element.recipient, country: element.country },
    }))

/** Rules about data that goes abroad. */
export const abroadRules = rules(
  {
    id: 'transfers/missing',
    severity: 'error',
    title: ['移転の定めのない国外の提供先', 'A recipient abroad without a transfer'],
    why: [
      '外国にある第三者への提供には、同意、相当措置、指定国のいずれかが要ります（個人情報保護法第28条）。',
      'Handing data to somebody abroad needs consent, equivalent measures or a designated country (APPI Art. 28).',
    ],
    message: [
      '提供先 {id} は {country} にありますが、そこへの移転（transfers）がありません。',
      'Recipient {id} is in {country}, but there is no transfer to there.',
    ],
    suggestion: [
      'transfers に {id} と {country} の移転を加えてください。',
      'Add a transfer of {id} to {country} under "transfers".',
    ],
    find: (context) => {
      const known = new Set(
        context.all('transfer').map(({ element: { recipient, country } }) => `${recipient} ${country}`),
      )
      return context.all('recipient').flatMap(({ element, path }) =>
        element.countries.flatMap((country, index) => {
          if (country === home(context) || known.has(`${element.id} ${country}`)) return []
          return [{ at: context.at([...path, 'countries', index]), words: { id: element.id, country } }]
        }),
      )
    },
    sample: { replace: CARRIERS, good: CARRIERS, bad: 'countries: [JP, ‸SG], purposes: [delivery]' },
  },
  {
    id: 'transfers/recipient-elsewhere',
    severity: 'error',
    title: ['提供先の国でない移転', 'A transfer to where the recipient is not'],
    why: [
      '行き先の違う移転の定めは、実際の移転を守りません。',
      'A transfer to another country does not cover the one that happens.',
    ],
    message: [
      '移転 {id} の行き先 {country} は、提供先 {recipient} の国にありません。',
      'Transfer {id} goes to {country}, where recipient {recipient} is not.',
    ],
    suggestion: [
      'country か、提供先の countries を改めてください。',
      'Correct "country", or "countries" of the recipient.',
    ],
    find: (context) =>
      each(
        context,
        ({ recipient, country }) =>
          !(context.find('recipient', recipient)?.element.countries.includes(country) ?? true),
        'country',
      ),
    sample: {
      replace: CARRIERS,
      good: 'countries: [JP, SG], purposes: [delivery]',
      bad: CARRIERS,
      also: [
        { replace: TRANSFERS, with: transfer('country: ‸SG, basis: designated-country, safeguards: [deed]') },
        DEED,
        BOUND,
      ],
    },
  },
  {
    id: 'transfers/at-home',
    severity: 'warning',
    title: ['国内への国外移転', 'A transfer to the own country'],
    why: [
      '国内への提供は国外移転ではなく、この定めは何も認めません。',
      'Data that stays in the country is no transfer abroad.',
    ],
    message: [
      '移転 {id} の行き先 {country} は国内です。',
      'Transfer {id} goes to {country}, which is the own country.',
    ],
    suggestion: ['移転を取り除いてください。', 'Remove the transfer.'],
    find: (context) =>
      each(
        context,
        // A route for the people of other jurisdictions may well lead here.
        ({ country, jurisdictions }) =>
          country === home(context) && (jurisdictions.length === 0 || jurisdictions.includes(country)),
        'country',
      ),
    sample: {
      replace: 'jurisdictions: [JP]',
      good: 'jurisdictions: [JP]',
      bad: 'jurisdictions: [SG]',
      also: [
        { replace: CARRIERS, with: 'countries: [SG], purposes: [delivery]' },
        { replace: TRANSFERS, with: transfer('country: ‸SG, basis: designated-country, safeguards: [deed]') },
        DEED,
        BOUND,
      ],
    },
  },
  {
    id: 'transfers/consent-not-asked',
    severity: 'error',
    title: ['同意を求めない同意による移転', 'A transfer on consent that nobody asks for'],
    why: [
      '移転の同意は、国の名前と制度、相手の措置を示して求めます（個人情報保護法第28条第2項）。',
      'Consent to a transfer is asked for with the country, its protection and the recipient’s measures told (APPI Art. 28(2)).',
    ],
    message: [
      '移転 {id} は同意によりますが、提供先 {recipient} の目的への同意を求めるものがありません。',
      'Transfer {id} rests on consent, but no consent covers a purpose of recipient {recipient}.',
    ],
    suggestion: [
      'consents に提供先の目的を加えるか、basis を改めてください。',
      'Add a consent for the recipient’s purposes, or change the basis.',
    ],
    find: (context) => {
      const asked = new Set(context.all('consent').flatMap(({ element }) => element.purposes))
      return each(
        context,
        ({ basis, recipient }) =>
          basis === 'consent' &&
          !(
            context.find('recipient', recipient)?.element.purposes.some((purpose) => asked.has(purpose)) ??
            true
          ),
        'basis',
      )
    },
    sample: {
      replace: TRANSFERS,
      good: transfer('country: SG, basis: designated-country, safeguards: [deed]'),
      bad: transfer('country: SG, basis: ‸consent, safeguards: [deed]'),
      also: [SINGAPORE, DEED, BOUND],
    },
  },
  {
    id: 'transfers/no-review',
    severity: 'warning',
    title: ['確かめられない相当措置', 'Equivalent measures that nobody checks'],
    why: [
      '相当措置による移転では、相手の実施状況と国の制度を定期に確かめなければなりません（個人情報保護法第28条第3項）。',
      'A transfer on equivalent measures has to be checked regularly, with the country’s rules (APPI Art. 28(3)).',
    ],
    message: [
      '移転 {id} を定期に確かめる職務（review）がありません。',
      'No duty reviews transfer {id} regularly.',
    ],
    suggestion: [
      'review に周期（every）のある職務を書いてください。',
      'Name a duty with a cycle ("every") under "review".',
    ],
    find: (context) =>
      each(
        context,
        ({ basis, review }) =>
          basis === 'equivalent-measures' &&
          (review === undefined || context.find('duty', review)?.element.every === undefined),
        'basis',
      ),
    sample: {
      replace: TRANSFERS,
      good: transfer('country: SG, basis: equivalent-measures, safeguards: [deed], review: review'),
      bad: transfer('country: SG, basis: ‸equivalent-measures, safeguards: [deed]'),
      also: [SINGAPORE, DEED, BOUND],
    },
  },
  {
    id: 'transfers/no-contract',
    severity: 'warning',
    title: ['契約のない相当措置', 'Equivalent measures without a document about the recipient'],
    why: [
      '鍵や施錠は自分の側の措置です。相手が守ることを示す文書（契約、確認書）が要ります。',
      'Locks and encryption are one’s own measures; what binds the recipient is a document about the recipient.',
    ],
    message: [
      '移転 {id} の保護措置に、提供先を縛るもの（kind: external）がありません。',
      'None of the safeguards of transfer {id} is about the recipient (kind: external).',
    ],
    suggestion: [
      '契約などを kind: external の safeguard として加えてください。',
      'Add the contract as a safeguard of kind external.',
    ],
    find: (context) =>
      each(
        context,
        ({ basis, safeguards }) =>
          basis === 'equivalent-measures' &&
          !safeguards.some((id) => context.find('safeguard', id)?.element.kind === 'external'),
        'safeguards',
      ),
    sample: {
      replace: TRANSFERS,
      good: transfer('country: SG, basis: equivalent-measures, safeguards: [deed, locks], review: review'),
      bad: transfer('country: SG, basis: equivalent-measures, safeguards: ‸[locks], review: review'),
      also: [SINGAPORE, DEED, BOUND],
    },
  },
)
