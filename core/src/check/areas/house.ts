// SPDX-License-Identifier: Apache-2.0
import { inDays, inPeriod } from '../data-figures.ts'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'

const VERSION = 'version: 1.0.0'
const DESK = '{ id: privacy, owner: clerk, mail: privacy@sample.example, name'

const whole = (context: CheckContext, wrong: boolean, key: string): Hit[] =>
  wrong && context.data.kind === 'organisation'
    ? [{ at: context.at([key]), words: { id: context.data.id } }]
    : []

/** Rules about the pack as a whole, the organisation and where it can be reached. */
export const houseRules = rules(
  {
    id: 'version/no-changes',
    severity: 'warning',
    title: ['変更点のない新しい版', 'A new version without its changes'],
    why: [
      '版が進んだのに変更点がなければ、何が変わったか誰にも知らせられません。',
      'A new version without a list of changes leaves nothing to tell people.',
    ],
    message: [
      '版は {version} ですが、変更点（changes）がありません。',
      'The version is {version}, but "changes" is empty.',
    ],
    suggestion: [
      'changes に種類と要約を書いてください。',
      'Write kind and summary of each change under "changes".',
    ],
    find: (context) =>
      context.data.kind === 'organisation' &&
      !/^[01]\.0\.0$/.test(context.data.version) &&
      context.data.changes.length === 0
        ? [{ at: context.at(['version']), words: { version: context.data.version } }]
        : [],
    sample: {
      replace: VERSION,
      good: `${VERSION.replace('1.0.0', '1.1.0')}\nchanges: [{ kind: contact, summary: { ja: 窓口の移転, en: The desk moved } }]`,
      bad: 'version: ‸1.1.0',
    },
  },
  {
    id: 'version/effective-before-modified',
    severity: 'error',
    title: ['さかのぼって施行する版', 'A version in force before it was written'],
    why: [
      '改定の日より前の日に施行したことにすれば、知らない約束に人を縛ります。',
      'A version in force before its last change binds people to what they could not have read.',
    ],
    message: [
      '施行日 {effective} が最終更新日 {modified} より前です。',
      'It is effective on {effective}, before its last modification on {modified}.',
    ],
    suggestion: [
      '施行日を最終更新日以後にしてください。',
      'Let it take effect on or after the day of modification.',
    ],
    find: ({ data, at }) =>
      data.effective < data.modified
        ? [{ at: at(['effective']), words: { effective: data.effective, modified: data.modified } }]
        : [],
    sample: {
      replace: 'effective: 2026-04-01',
      good: 'effective: 2026-03-16',
      bad: 'effective: ‸2026-03-01',
    },
  },
  {
    id: 'version/modified-in-future',
    lawsToo: true,
    severity: 'warning',
    title: ['まだ来ない日の改定', 'A modification in the future'],
    why: [
      '最終更新日は、実際に改めた日でなければ意味がありません。',
      'The day of last modification has to be one that has come.',
    ],
    message: [
      '最終更新日 {modified} は確認の基準日 {asOf} より後です。',
      'The last modification, {modified}, is after the day of the check, {asOf}.',
    ],
    suggestion: ['modified を実際に改めた日にしてください。', 'Set "modified" to the day it was changed.'],
    find: ({ data, asOf, at }) =>
      data.modified > asOf ? [{ at: at(['modified']), words: { modified: data.modified, asOf } }] : [],
    sample: {
      replace: 'modified: 2026-03-16',
      good: 'modified: 2026-03-16',
      bad: 'modified: ‸2026-03-20',
      asOf: '2026-03-18',
    },
  },
  {
    id: 'version/effective-before-notice',
    severity: 'warning',
    title: ['予告より早く施行する版', 'A version in force sooner than its notice allows'],
    why: [
      '重要な変更を前もって知らせると約束したなら、施行はその期間の後でなければなりません。',
      'Where a material change is promised to be announced ahead, it cannot take effect before that time has passed.',
    ],
    message: [
      '変更（{kinds}）は {modified} に改められ {effective} に施行されますが、通知 {notice} は {ahead} 前に出すとあります。',
      'The change ({kinds}) of {modified} takes effect on {effective}, but notice {notice} is promised {ahead} ahead.',
    ],
    suggestion: [
      '施行日を予告の期間の後にしてください。',
      'Let it take effect after the time of the notice has passed.',
    ],
    find: effectiveBeforeNotice,
    sample: {
      replace: VERSION,
      good: 'version: 1.1.0\nchanges: [{ kind: contact, summary: { ja: 窓口の移転, en: The desk moved } }]',
      bad: 'version: 1.1.0\nchanges: [{ kind: service, summary: { ja: 新しい目的, en: A new purpose } }]',
      also: [{ replace: 'effective: 2026-04-01', with: 'effective: ‸2026-04-01' }],
    },
  },
  {
    id: 'organisation/missing',
    severity: 'error',
    title: ['誰の約束か分からない方針', 'A policy of nobody'],
    why: [
      '氏名又は名称、住所、代表者の氏名は本人が知り得る状態に置かなければなりません（個人情報保護法第32条第1項第1号）。',
      'Name, address and representative have to be available to people (APPI Art. 32(1)(i)).',
    ],
    message: ['{id} に organisation がありません。', 'Pack {id} names no organisation.'],
    suggestion: [
      'organisation に名称、住所、代表者を書いてください。',
      'Write name, address and representative under "organisation".',
    ],
    find: (context) => whole(context, context.data.organisation === undefined, 'id'),
    sample: {
      replace: `organisation:
  name: { ja: 見本商店, en: Sample Shop }
  address: { ja: 東京都見本区一丁目, en: '1 Mihon, Tokyo' }
  representative: { ja: 代表取締役 見本 花子, en: Hanako Mihon }
  website: https://sample.example
`,
      good: `organisation:
  name: { ja: 見本商店, en: Sample Shop }
  address: { ja: 東京都見本区一丁目, en: '1 Mihon, Tokyo' }
  representative: { ja: 代表取締役 見本 花子, en: Hanako Mihon }
`,
      bad: '',
      also: [
        { replace: 'id: sample\n', with: 'id: ‸sample\n' },
        {
          replace: 'provider: { ja: 見本商店, en: Sample Shop }',
          with: "policy: 'https://sample.example', sends: [{ ja: なし, en: Nothing }], provider: { ja: 見本商店, en: Sample Shop }",
        },
      ],
    },
  },
  {
    id: 'calendar/missing',
    severity: 'error',
    title: ['暦のない方針', 'A policy without a calendar'],
    why: [
      '期限は営業日、祝日、受付時間によって決まります。暦がなければ一つも計算できません。',
      'Deadlines depend on business days, holidays and hours: without a calendar none can be computed.',
    ],
    message: ['{id} に calendar がありません。', 'Pack {id} has no calendar.'],
    suggestion: [
      'calendar に時間帯、休日、受付時間を書いてください。',
      'Write time zone, days off and desk hours under "calendar".',
    ],
    find: (context) => whole(context, context.data.calendar === undefined, 'id'),
    sample: {
      replace: `calendar:
  timeZone: Asia/Tokyo
  weekend: [6, 7]
  holidays: JP
  deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]
`,
      good: `calendar:
  timeZone: Asia/Tokyo
  weekend: [6, 7]
  holidays: JP
  deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]
`,
      bad: '',
      also: [{ replace: 'id: sample\n', with: 'id: ‸sample\n' }],
    },
  },
  {
    id: 'jurisdictions/missing',
    severity: 'warning',
    title: ['法域のない方針', 'A policy without a jurisdiction'],
    why: ['どの法が当てはまるかは、法域から決まります。', 'Which laws apply follows from the jurisdictions.'],
    message: ['{id} に jurisdictions がありません。', 'Pack {id} names no jurisdiction.'],
    suggestion: ['jurisdictions: [JP] などを書いてください。', 'Write them, such as jurisdictions: [JP].'],
    find: (context) => whole(context, context.data.jurisdictions.length === 0, 'id'),
    sample: {
      replace: 'jurisdictions: [JP]\n',
      good: 'jurisdictions: [JP]\n',
      bad: '',
      also: [{ replace: 'id: sample\n', with: 'id: ‸sample\n' }],
    },
  },
  {
    id: 'desks/missing',
    severity: 'error',
    title: ['窓口のない方針', 'A policy without a desk'],
    why: [
      '苦情と請求の申出先は本人が知り得る状態に置かなければなりません（個人情報保護法第32条第1項第4号）。',
      'Where complaints and requests go has to be available to people (APPI Art. 32(1)(iv), Order Art. 10).',
    ],
    message: ['{id} に自らの窓口がありません。', 'Pack {id} has no desk of its own.'],
    suggestion: ['desks に窓口を書いてください。', 'Write the desk under "desks".'],
    find: (context) =>
      whole(
        context,
        context.all('desk').every(({ element }) => element.external),
        'id',
      ),
    sample: {
      replace: `  - ${DESK}`,
      good: `  - ${DESK}`,
      bad: '  - { id: privacy, external: true, owner: clerk, mail: privacy@sample.example, name',
      also: [{ replace: 'id: sample\n', with: 'id: ‸sample\n' }],
    },
  },
  {
    id: 'desks/no-way-to-reach',
    severity: 'error',
    title: ['連絡できない窓口', 'A desk that nobody can reach'],
    why: ['宛先のない窓口には誰も申し出られません。', 'Nobody can turn to a desk without an address.'],
    message: [
      '窓口 {id}（{name}）に mail、phone、post、web のどれもありません。',
      'Desk {id} ({name}) has neither mail nor phone, post or web.',
    ],
    suggestion: ['少なくとも一つの連絡先を書いてください。', 'Write at least one of them.'],
    find: (context) =>
      context
        .all('desk')
        .filter(({ element: { mail, phone, post, web, fax } }) => !mail && !phone && !post && !web && !fax)
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: DESK,
      good: '{ id: privacy, owner: clerk, phone: 03-0000-0100, name',
      bad: '{ id: ‸privacy, owner: clerk, name',
    },
  },
  {
    id: 'desks/no-hours',
    severity: 'error',
    title: ['受付時間のない窓口', 'A desk without hours'],
    why: [
      '受付時間がなければ、受付からの期限が始まりません。',
      'Deadlines that begin when the desk answers never begin where it has no hours.',
    ],
    message: [
      '窓口 {id}（{name}）は受付時間によりますが、calendar に deskHours がありません。',
      'Desk {id} ({name}) keeps desk hours, but the calendar has none.',
    ],
    suggestion: [
      'calendar の deskHours に時間を書くか、hours: always としてください。',
      'Write "deskHours" in the calendar, or set hours: always.',
    ],
    find: (context) =>
      context.data.calendar === undefined || context.data.calendar.deskHours !== undefined
        ? []
        : context
            .all('desk')
            .filter(({ element }) => element.hours === 'desk' && !element.external)
            .map(({ element, path }) => ({
              at: context.at([...path, 'id']),
              words: { id: element.id, name: element.name },
            })),
    sample: {
      replace: DESK,
      good: '{ id: privacy, hours: always, owner: clerk, mail: privacy@sample.example, name',
      bad: '{ id: ‸privacy, owner: clerk, mail: privacy@sample.example, name',
      also: [{ replace: "  deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]\n", with: '' }],
    },
  },
  {
    id: 'contact/mail-elsewhere',
    severity: 'warning',
    title: ['別のドメインのメール', 'Mail at another domain'],
    why: [
      'ウェブサイトと違うドメインの宛先は、なりすましと区別できません。',
      'An address at another domain than the website’s cannot be told from an impostor’s.',
    ],
    message: [
      '窓口 {id} のメール {mail} は、ウェブサイト（{site}）と別のドメインです。',
      'The mail of desk {id}, {mail}, is at another domain than the website ({site}).',
    ],
    suggestion: [
      'ウェブサイトのドメインの宛先にしてください。',
      'Use an address at the domain of the website.',
    ],
    find: mailElsewhere,
    sample: {
      replace: DESK,
      good: '{ id: privacy, owner: clerk, mail: privacy@mail.sample.example, name',
      bad: '{ id: privacy, owner: clerk, mail: ‸sample-shop@freemail.example, name',
    },
  },
  {
    id: 'contact/not-encrypted',
    severity: 'warning',
    title: ['暗号化されないアドレス', 'An address without encryption'],
    why: [
      'http の先に書いたことは途中で読まれます。',
      'What is entered at an http address can be read on the way.',
    ],
    message: ['{url} は https ではありません。', '{url} is not https.'],
    suggestion: ['https のアドレスにしてください。', 'Write an https address.'],
    find: notEncrypted,
    sample: {
      replace: 'website: https://sample.example',
      good: 'website: https://sample.example',
      bad: 'website: ‸http://sample.example',
    },
  },
)

const MATERIAL = new Set(['service', 'law', 'security'])

// The first version changes nothing for anybody.
function effectiveBeforeNotice({ data, all, at }: CheckContext): Hit[] {
  const kinds = data.changes.map(({ kind }) => kind).filter((kind) => MATERIAL.has(kind))
  if (kinds.length === 0 || /^[01]\.0\.0$/.test(data.version)) return []
  const days = (Date.parse(data.effective) - Date.parse(data.modified)) / 86_400_000
  const late = all('notice').find(
    ({ element: { acceptance, ahead } }) =>
      acceptance === 'continued-use' && (inDays(inPeriod(ahead)) ?? 0) > days,
  )?.element
  if (!late) return []
  const words = { kinds: [...new Set(kinds)].join(', '), modified: data.modified, effective: data.effective }
  return [{ at: at(['effective']), words: { ...words, notice: late.id, ahead: late.ahead ?? '' } }]
}

function mailElsewhere(context: CheckContext): Hit[] {
  const site = hostOf(context.data.organisation?.website)
  if (site === undefined) return []
  return context.all('desk').flatMap(({ element, path }) => {
    const domain = element.mail?.split('@')[1]?.toLowerCase()
    if (domain === undefined || element.external || related(domain, site)) return []
    return [{ at: context.at([...path, 'mail']), words: { id: element.id, mail: element.mail ?? '', site } }]
  })
}

const hostOf = (url: string | undefined): string | undefined =>
  /^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase()

const related = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

function notEncrypted(context: CheckContext): Hit[] {
  const urls: [string | undefined, (string | number)[]][] = [
    [context.data.organisation?.website, ['organisation', 'website']],
    ...context
      .all('desk')
      .map(({ element, path }): [string | undefined, (string | number)[]] => [element.web, [...path, 'web']]),
    ...context
      .all('tool')
      .map(({ element, path }): [string | undefined, (string | number)[]] => [
        element.policy,
        [...path, 'policy'],
      ]),
  ]
  return urls.flatMap(([url, path]) =>
    url !== undefined && /^http:/i.test(url) ? [{ at: context.at(path), words: { url } }] : [],
  )
}
