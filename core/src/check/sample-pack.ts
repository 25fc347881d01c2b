// SPDX-License-Identifier: Apache-2.0
import type { Sample } from './rule.ts'

/** The small pack that every sample changes; by itself it has no finding. */
export const SAMPLE_PACK: Readonly<Record<'pack.yaml' | 'policy.ja.md' | 'policy.en.md', string>> = {
  'pack.yaml': `format: 1
id: sample
kind: organisation
version: 1.0.0
name: { ja: 見本の方針, en: Sample policy }
effective: 2026-04-01
modified: 2026-03-16
jurisdictions: [JP]
organisation:
  name: { ja: 見本商店, en: Sample Shop }
  address: { ja: 東京都見本区一丁目, en: '1 Mihon, Tokyo' }
  representative: { ja: 代表取締役 見本 花子, en: Hanako Mihon }
  website: https://sample.example
calendar:
  timeZone: Asia/Tokyo
  weekend: [6, 7]
  holidays: JP
  deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]
roles:
  - { id: manager, account: privacy-manager, name: { ja: 管理者, en: Manager } }
  - { id: clerk, account: desk, name: { ja: 窓口, en: Desk clerk } }
desks:
  - { id: privacy, owner: clerk, mail: privacy@sample.example, name: { ja: 相談窓口, en: Privacy desk } }
events:
  - { id: leaving, name: { ja: 退会, en: Leaving } }
  - { id: change, name: { ja: 重要な変更, en: A material change } }
  - { id: minor-found, name: { ja: 未成年と判明した時, en: Finding that a person is a minor } }
subjects:
  - { id: customers, name: { ja: お客様, en: Customers } }
channels:
  - { id: form, from: person, acknowledges: true, name: { ja: 申込み, en: Order form } }
categories:
  - { id: contacts, channels: [form], subjects: [customers], fides: [user.contact], name: { ja: ご連絡先, en: Contact details } }
purposes:
  - { id: delivery, uses: [contacts], roles: [clerk], basis: contract, name: { ja: 配送, en: Delivery } }
  - { id: news, uses: [contacts], roles: [clerk], basis: consent, name: { ja: お知らせ, en: News } }
grounds:
  - { id: service-need, kind: need, name: { ja: サービスに必要な場合, en: A service needs it } }
recipients:
  - { id: carriers, kind: contractor, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [service-need], requires: [contract, assessment], name: { ja: 運送会社, en: Carriers } }
proofs:
  - { id: mail-code, method: mail-code, name: { ja: 確認番号, en: Mail code } }
agents:
  - { id: guardian, kind: statutory, proofs: [mail-code], documents: [{ ja: 資格を示す書類, en: Proof of authority }], name: { ja: 法定代理人, en: Statutory representative } }
refusals:
  - { id: harm, article: APPI Art. 33(2)(i), name: { ja: 権利利益を害するおそれ, en: Harm to others } }
procedures:
  - id: standard
    name: { ja: 通常の請求, en: Standard request }
    channels: [web, mail]
    proofs: [mail-code]
    agents: [guardian]
    deadline: { rule: { convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } } }
    fee: { amount: 0 }
    deliveries: [download]
    formats: [json, pdf]
    form:
      - { id: mail, type: mail, required: true, identifies: user.contact.email, name: { ja: メール, en: Mail } }
  - { id: simple, channels: [mail], proofs: [mail-code], deadline: { rule: { convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } } }, deliveries: [mail], name: { ja: 簡単な請求, en: Simple request } }
rights:
  - { id: disclosure, kind: disclosure, procedure: standard, refusals: [harm], name: { ja: 開示, en: Disclosure } }
  - { id: withdrawal, kind: consent-withdrawal, procedure: simple, name: { ja: 同意の撤回, en: Withdrawal of consent } }
disposals:
  - { id: erasure, of: electronic, proof: read-again, method: { ja: 上書き, en: Overwriting }, name: { ja: 消去, en: Erasure } }
retention:
  - { id: contacts-kept, rule: P7Y after leaving, categories: [contacts], disposals: [erasure], name: { ja: ご連絡先の保存, en: Keeping of contact details } }
  - { id: minors-erased, rule: P0D after minor-found, disposals: [erasure], name: { ja: 未成年の方の情報, en: Data of minors } }
evidence:
  - { id: minutes, kind: file, name: { ja: 議事録, en: Minutes } }
duties:
  - { id: review, owner: manager, every: P3M, due: { convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } }, evidence: [minutes], name: { ja: 点検, en: Review } }
safeguards:
  - { id: locks, kind: physical, owner: manager, renewEvery: P1Y, document: { ja: 点検表, en: Inspection sheet }, name: { ja: 施錠, en: Locks } }
consents:
  - { id: newsletter, purposes: [news], text: { ja: お知らせを受け取ることに同意します。, en: I agree to receive news. }, name: { ja: お知らせへの同意, en: Consent to news } }
messages:
  - { id: news-mail, essential: false, purpose: news, name: { ja: お知らせメール, en: News mail } }
preferences:
  - { id: opt-out, kind: opt-out, messages: [news-mail], name: { ja: お知らせの停止, en: Opt-out of news } }
notices:
  - { id: change-mail, on: change, by: [mail], ahead: P30D, acceptance: continued-use, name: { ja: 変更のお知らせ, en: Notice of change } }
tools:
  - { id: session, use: necessary, country: JP, provider: { ja: 見本商店, en: Sample Shop }, cookies: [{ name: shop, keeps: P1D }], name: { ja: サイトの基本機能, en: Basic functions } }
transfers: []
minors:
  - { id: under-18, below: 18, collection: deny, retention: minors-erased, desk: privacy, name: { ja: 18歳未満の方, en: People under 18 } }
promises:
  - { id: SMP-1.1, mode: enforced, keptBy: [category:contacts] }
  - { id: SMP-1.2, mode: enforced, keptBy: [purpose:delivery, recipient:carriers] }
  - { id: SMP-1.3, mode: enforced, keptBy: [purpose:news, consent:newsletter, right:withdrawal, preference:opt-out] }
  - { id: SMP-2.1, mode: enforced, keptBy: [retention:contacts-kept] }
  - { id: SMP-2.2, mode: enforced, keptBy: [right:disclosure, system:deadline-clock] }
  - { id: SMP-2.3, mode: duty, keptBy: [duty:review] }
  - { id: SMP-2.4, mode: attested, keptBy: [safeguard:locks] }
  - { id: SMP-3.1, mode: enforced, keptBy: [notice:change-mail] }
  - { id: SMP-3.2, mode: enforced, keptBy: [minor:under-18] }
  - { id: SMP-3.3, mode: enforced, keptBy: [tool:session, system:tool-list] }
  - { id: SMP-3.4, mode: enforced, keptBy: [desk:privacy] }
`,
  'policy.ja.md': `# 見本の方針

## 1. お預かりする情報

- お客様のご連絡先をお預かりします。{#SMP-1.1}
- 商品をお届けするために使い、運送会社に渡します。{#SMP-1.2}
- お知らせをお送りするために使い、同意はいつでも撤回できます。{#SMP-1.3}

## 2. 守り方

- ご連絡先は、退会から7年間保存します。{#SMP-2.1}
- 開示のご請求には30日以内にお答えします。{#SMP-2.2}
- 安全管理の状況を四半期ごとに点検します。{#SMP-2.3}
- 書類は施錠して保管します。{#SMP-2.4}

## 3. そのほか

- 重要な変更は、30日前までにメールでお知らせします。{#SMP-3.1}
- 18歳未満の方の情報は取得しません。{#SMP-3.2}
- 使っているクッキーを一覧で示します。{#SMP-3.3}
- 相談窓口がご質問をお受けします。{#SMP-3.4}

窓口の受付は平日の9時から18時までです。{#note}
`,
  'policy.en.md': `# Sample policy

## 1. What we hold

- We hold our customers' contact details. {#SMP-1.1}
- We use them to deliver goods and hand them to carriers. {#SMP-1.2}
- We use them to send news, and consent can be withdrawn at any time. {#SMP-1.3}

## 2. How we keep it

- We keep contact details for 7 years after a customer leaves. {#SMP-2.1}
- We answer requests for disclosure within 30 days. {#SMP-2.2}
- We review the state of our security every quarter. {#SMP-2.3}
- We keep documents under lock. {#SMP-2.4}

## 3. The rest

- We tell you of a material change by mail 30 days before. {#SMP-3.1}
- We do not collect data of anybody under 18. {#SMP-3.2}
- We list the cookies in use. {#SMP-3.3}
- Our privacy desk takes your questions. {#SMP-3.4}

The desk is open on weekdays from 9:00 to 18:00. {#note}
`,
}

/** The mark that stands where a finding must be. */
export const MARK = '‸'

/** The files of a sample, and where the mark of its bad form stood. */
export function sampleFiles(
  sample: Sample,
  form: 'good' | 'bad',
): { files: { path: string; text: string }[]; mark?: { file: string; line: number; column: number } } {
  const texts = { ...SAMPLE_PACK }
  const changes = [...(sample.also ?? []), ...((form === 'bad' && sample.badToo) || [])]
  for (const { file = 'pack.yaml', replace, with: by } of changes)
    texts[file] = swapped(texts[file], replace, by)
  const { file = 'pack.yaml', replace } = sample
  texts[file] = swapped(texts[file], replace, sample[form])
  const found = Object.entries(texts).find(([, text]) => text.includes(MARK))
  const files = Object.entries(texts).map(([path, text]) => ({ path, text: text.replace(MARK, '') }))
  if (!found) return { files }
  const before = found[1].slice(0, found[1].indexOf(MARK)).split('\n')
  const mark = { file: found[0], line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  return { files, mark }
}

// By hand, because `replace` would read $ in the text.
function swapped(text: string, from: string, to: string): string {
  const at = text.indexOf(from)
  return at < 0 ? text : text.slice(0, at) + to + text.slice(at + from.length)
}
