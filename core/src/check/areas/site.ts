// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

const OUTSIDE = 'provider: { ja: 架空解析, en: Kaku Analytics }'
const TOOLS = 'tools:\n'
const tool = (words: string) =>
  `tools:\n  - { id: measuring, country: JP, ${words}, name: { ja: 計測, en: Measuring } }\n`
const LISTED = { replace: '[tool:session,', with: '[tool:session, tool:measuring,' }
type Tool = Found<'tool'>['element']

const each = (context: CheckContext, wrong: (tool: Tool) => boolean, key = 'id'): Hit[] =>
  context
    .all('tool')
    .filter(({ element }) => wrong(element))
    .map(({ element, path }) => ({
      at: context.at([...path, key]),
      words: { id: element.id, name: element.name, provider: element.provider, use: element.use },
    }))

const outside = (context: CheckContext, { provider }: Tool): boolean =>
  provider.ja !== context.data.organisation?.name.ja && provider.en !== context.data.organisation?.name.en

/** Rules about the tools of the website, and about people too young. */
export const siteRules = rules(
  {
    id: 'tools/runs-without-choice',
    severity: 'error',
    title: ['選べない計測', 'Measurement without a choice'],
    why: [
      '計測や広告の仕組みは、訪問者の選択なしに動かしてはなりません（電気通信事業法第27条の12、ePrivacy 指令第5条第3項）。',
      'Analytics and marketing may not run without the visitor’s choice (Telecommunications Business Act Art. 27-12, ePrivacy Directive Art. 5(3)).',
    ],
    message: [
      '{id}（{name}、{use}）が動きますが、訪問者の選択に従う約束（system:visitor-choice）も同意もありません。',
      '{id} ({name}, {use}) runs, but neither a promise kept by system:visitor-choice nor a consent gives visitors a choice.',
    ],
    suggestion: [
      '選択に従うという文を system:visitor-choice に結んでください。',
      'Bind the sentence about the visitor’s choice to system:visitor-choice.',
    ],
    find: (context) =>
      context.usesOf('system', 'visitor-choice').length > 0
        ? []
        : each(context, ({ use }) => use === 'analytics' || use === 'marketing', 'use'),
    sample: {
      replace: TOOLS,
      good: tool('use: functional, provider: { ja: 見本商店, en: Sample Shop }'),
      bad: tool('use: ‸analytics, provider: { ja: 見本商店, en: Sample Shop }'),
      also: [LISTED],
    },
  },
  {
    id: 'tools/not-listed',
    severity: 'error',
    title: ['一覧に出ない外部送信', 'A tool that no list shows'],
    why: [
      '外部へ送る情報と送り先は、本人が容易に知り得る状態に置きます（電気通信事業法第27条の12）。',
      'What is sent where has to be easy to find (Telecommunications Business Act Art. 27-12).',
    ],
    message: [
      '{id}（{name}）がありますが、一覧を公開する約束（system:tool-list）がありません。',
      '{id} ({name}) is there, but no promise is kept by system:tool-list, which publishes the list.',
    ],
    suggestion: [
      '一覧を示すという文を system:tool-list に結んでください。',
      'Bind the sentence that lists the tools to system:tool-list.',
    ],
    find: (context) => (context.usesOf('system', 'tool-list').length > 0 ? [] : each(context, () => true)),
    sample: {
      replace: '[tool:session, system:tool-list]',
      good: '[tool:session, system:tool-list]',
      bad: '[tool:session]',
      also: [{ replace: '{ id: session, use', with: '{ id: ‸session, use' }],
    },
  },
  {
    id: 'tools/sends-untold',
    severity: 'warning',
    title: ['何を送るか分からない外部サービス', 'An outside service without what it is sent'],
    why: [
      '送り先だけでなく、送る情報も示さなければなりません。',
      'Not only the receiver but what is sent has to be told.',
    ],
    message: [
      '{id}（{name}）は外部の {provider} のものですが、送る情報（sends）がありません。',
      '{id} ({name}) belongs to {provider} but does not tell what it sends.',
    ],
    suggestion: ['sends に送る情報を書いてください。', 'Write what it sends under "sends".'],
    find: (context) => each(context, (one) => outside(context, one) && one.sends.length === 0),
    sample: {
      replace: TOOLS,
      good: tool(
        `use: functional, ${OUTSIDE}, policy: 'https://kaku.example', sends: [{ ja: 閲覧したページ, en: Pages viewed }]`,
      ),
      bad: tool(`use: functional, ${OUTSIDE}, policy: 'https://kaku.example'`).replace(
        'measuring',
        '‸measuring',
      ),
      also: [LISTED],
    },
  },
  {
    id: 'tools/no-policy',
    severity: 'note',
    title: ['方針の分からない外部サービス', 'An outside service without its policy'],
    why: [
      '外部のサービスの方針へのリンクがあれば、訪問者は先の扱いを確かめられます。',
      'With a link to the service’s policy visitors can see what happens further on.',
    ],
    message: [
      '{id}（{name}）は外部の {provider} のものですが、その方針（policy）がありません。',
      '{id} ({name}) belongs to {provider} but has no link to its policy.',
    ],
    suggestion: ['policy に方針の URL を書いてください。', 'Write its address under "policy".'],
    find: (context) => each(context, (one) => outside(context, one) && one.policy === undefined),
    sample: {
      replace: TOOLS,
      good: tool(
        `use: functional, ${OUTSIDE}, policy: 'https://kaku.example', sends: [{ ja: 閲覧したページ, en: Pages viewed }]`,
      ),
      bad: tool(`use: functional, ${OUTSIDE}, sends: [{ ja: 閲覧したページ, en: Pages viewed }]`).replace(
        'measuring',
        '‸measuring',
      ),
      also: [LISTED],
    },
  },
  {
    id: 'tools/cookie-twice',
    severity: 'warning',
    title: ['二つの仕組みに同じクッキー', 'One cookie in two tools'],
    why: [
      '一つのクッキーが二つの仕組みにあると、拒んでも一方が置き続けます。',
      'A cookie of two tools stays when one of them is refused.',
    ],
    message: [
      'クッキー {cookie} は {first} と {id} の両方にあります。',
      'Cookie {cookie} stands both in {first} and in {id}.',
    ],
    suggestion: ['一方から取り除いてください。', 'Remove it from one of the two.'],
    find: cookiesTwice,
    sample: {
      replace: TOOLS,
      good: tool(
        'use: functional, provider: { ja: 見本商店, en: Sample Shop }, cookies: [{ name: seen, keeps: P1D }]',
      ),
      bad: tool(
        'use: functional, provider: { ja: 見本商店, en: Sample Shop }, cookies: [{ name: shop, keeps: P1D }]',
      ),
      also: [LISTED, { replace: '[{ name: shop', with: '[{ name: ‸shop' }],
    },
  },
  {
    id: 'tools/necessary-but-sends-abroad',
    severity: 'note',
    title: ['「必要」とされる国外への送信', 'Called necessary, but sent abroad'],
    why: [
      '「必要」な仕組みは選択を求めません。国外の他社へ送るものが本当に必要か、確かめる価値があります。',
      'Necessary tools ask for no choice: whether one that sends to somebody abroad is necessary deserves a look.',
    ],
    message: [
      '{id}（{name}）は necessary とされますが、国外の {provider} へ送ります。',
      '{id} ({name}) is called necessary, but sends to {provider} abroad.',
    ],
    suggestion: [
      '必要か確かめ、そうでなければ use を改めてください。',
      'See whether it is necessary; if not, change "use".',
    ],
    find: (context) =>
      each(
        context,
        (one) =>
          one.use === 'necessary' &&
          one.sends.length > 0 &&
          outside(context, one) &&
          !context.data.jurisdictions.includes(one.country),
        'use',
      ),
    sample: {
      replace: TOOLS,
      good: tool(
        `use: functional, ${OUTSIDE}, policy: 'https://kaku.example', sends: [{ ja: 閲覧したページ, en: Pages viewed }]`,
      ).replace('country: JP', 'country: US'),
      bad: tool(
        `use: ‸necessary, ${OUTSIDE}, policy: 'https://kaku.example', sends: [{ ja: 閲覧したページ, en: Pages viewed }]`,
      ).replace('country: JP', 'country: US'),
      also: [LISTED],
    },
  },
  {
    id: 'minors/nothing-removed',
    severity: 'error',
    title: ['入り込んだ情報の残る年齢制限', 'An age limit that leaves in what slipped in'],
    why: [
      '取得しないと約束しても、入り込んだ情報を消す定めがなければ残ります。',
      'What slips in below an age limit stays unless a rule erases it.',
    ],
    message: [
      '{id}（{name}）は取得を認めませんが、入り込んだ情報を消す保存期間（retention）がありません。',
      '{id} ({name}) denies collection, but no retention rule erases what slipped in.',
    ],
    suggestion: [
      'retention に判明した時から消す定めを書いてください。',
      'Name a retention rule that erases it once found.',
    ],
    find: (context) =>
      context
        .all('minor')
        .filter(({ element }) => element.collection === 'deny' && element.retention === undefined)
        .map(({ element, path }) => ({
          at: context.at([...path, 'collection']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: 'collection: deny, retention: minors-erased, desk',
      good: 'collection: deny, retention: minors-erased, desk',
      bad: 'collection: ‸deny, desk',
      also: [{ replace: '[minor:under-18]', with: '[minor:under-18, retention:minors-erased]' }],
    },
  },
  {
    id: 'minors/guardian-cannot-act',
    severity: 'error',
    title: ['保護者が手続できない', 'A guardian who cannot act'],
    why: [
      '保護者の同意を求めるなら、保護者が代わって手続できなければなりません。',
      'Where a guardian has to consent, a guardian has to be able to act for the child.',
    ],
    message: [
      '{id}（{name}）は保護者の同意を求めますが、法定代理人（kind: statutory の agent）がいません。',
      '{id} ({name}) asks a guardian’s consent, but there is no statutory agent.',
    ],
    suggestion: ['agents に法定代理人を加えてください。', 'Add an agent of kind statutory.'],
    find: (context) =>
      context.all('agent').some(({ element }) => element.kind === 'statutory')
        ? []
        : context
            .all('minor')
            .filter(({ element }) => element.collection === 'guardian-consent')
            .map(({ element, path }) => ({
              at: context.at([...path, 'collection']),
              words: { id: element.id, name: element.name },
            })),
    sample: {
      replace: 'collection: deny,',
      good: 'collection: deny,',
      bad: 'collection: ‸guardian-consent,',
      also: [{ replace: '{ id: guardian, kind: statutory', with: '{ id: guardian, kind: delegated' }],
    },
  },
)

function cookiesTwice(context: CheckContext): Hit[] {
  const first = new Map<string, string>()
  return context.all('tool').flatMap(({ element, path }) =>
    element.cookies.flatMap(({ name }, index) => {
      const other = first.get(name)
      first.set(name, other ?? element.id)
      if (other === undefined || other === element.id) return []
      return [
        {
          at: context.at([...path, 'cookies', index, 'name']),
          words: { cookie: name, first: other, id: element.id },
        },
      ]
    }),
  )
}
