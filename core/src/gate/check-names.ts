// SPDX-License-Identifier: Apache-2.0
import type { Local } from '@yakusoku/core/packs'
import type { CHECKS } from './decide.ts'

/** What each check looks at, for people who read an explanation. */
export const CHECK_NAMES: Readonly<Record<keyof typeof CHECKS, Local>> = {
  number: { ja: '個人番号の制限', en: 'limits of individual numbers' },
  handling: { ja: '取扱いの制限（秘密・承認）', en: 'secret and restricted data' },
  age: { ja: '年齢の下限', en: 'age limit' },
  channel: { ja: '取得の経路', en: 'way in' },
  client: { ja: '委託元との契約', en: 'contract with the client' },
  purpose: { ja: '利用目的に必要な情報か', en: 'what the purpose uses' },
  told: { ja: '新しい目的の通知と同意', en: 'notice of a new purpose' },
  role: { ja: '行為者の役割', en: 'role of the actor' },
  person: { ja: '対象となる人', en: 'whom the purpose is about' },
  retention: { ja: '保存期間', en: 'retention' },
  stopped: { ja: '異議・制限・停止', en: 'objection, restriction, suspension' },
  basis: { ja: '法的根拠', en: 'legal basis' },
  consent: { ja: '同意', en: 'consent' },
  'special-care': { ja: '要配慮個人情報', en: 'special-care data' },
  recipient: { ja: '提供先に渡せる情報か', en: 'what the recipient may get' },
  ground: { ja: '根拠とその文書', en: 'ground and its document' },
  ready: { ja: '契約・評価・通知・承諾', en: 'contract, assessment, notice, approval' },
  provision: { ja: '第三者提供の同意', en: 'consent to provision' },
  localised: { ja: '取引先が求める保管の国', en: 'countries within which a client keeps its data' },
  abroad: { ja: '外国への移転', en: 'transfer abroad' },
  identity: { ja: '識別できる情報か', en: 'whether somebody can be identified' },
}
