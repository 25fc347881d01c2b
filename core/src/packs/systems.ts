// SPDX-License-Identifier: Apache-2.0
import type { Local } from './terms.ts'

/** What the software itself keeps, whatever a pack says: the closed list behind `system:` references. */
export const SYSTEMS = {
  acknowledgement: {
    ja: '方針の版の確認を、誰が・どの版を・どの経路で・いつ、とともに記録する',
    en: 'records who acknowledged which version of the policy, by which channel and when',
  },
  'deny-by-default': {
    ja: '利用目的や提供先の定めのない情報の利用を認めない',
    en: 'denies use of a category that has no purpose or recipient',
  },
  'purpose-limitation': {
    ja: '利用のつど一つの利用目的を求め、必要な項目だけを渡す',
    en: 'asks one declared purpose of each use and releases only the fields it needs',
  },
  'provision-records': {
    ja: '提供のつど可否を判断し、根拠とともに記録する',
    en: 'decides each provision and records it with its ground',
  },
  'de-identification': {
    ja: '特定の個人や企業を識別できる値を外へ出さない',
    en: 'lets nothing out that identifies a person or a company',
  },
  'advance-notice': {
    ja: '事前の通知とその期間が終わるまで提供を認めない',
    en: 'denies a provision until its advance notice has gone out and its period has run',
  },
  'break-glass': {
    ja: '緊急時の利用を直ちに認め、事後の確認を期限付きで開く',
    en: 'permits emergency use at once and opens a review with a deadline',
  },
  clearance: {
    ja: '身元確認と承認のない者に制限付き情報を見せない',
    en: 'denies restricted categories to a person without clearance',
  },
  sealing: {
    ja: '個人データを本人ごとの鍵で暗号化して保存する',
    en: 'stores personal data sealed under a key of the person it is about',
  },
  'transport-encryption': { ja: '通信を暗号化する', en: 'encrypts every connection' },
  'second-factor': { ja: '担当者全員に多要素認証を求める', en: 'asks every staff user for a second factor' },
  backup: {
    ja: '別の場所を含む控えを取り、復元できることを確かめる',
    en: 'keeps backups with a copy elsewhere that can be restored',
  },
  'restore-replay': {
    ja: '復元の際に消去の記録を再適用し、消去した本人を戻さない',
    en: 'replays erasures on restore, so that nobody erased comes back',
  },
  'access-records': {
    ja: '閲覧を含む個人データへの操作をすべて記録する',
    en: 'records every act on personal data, reads included',
  },
  'access-control': {
    ja: '役割・承認・利用目的で操作の可否を決める',
    en: 'decides access by role, clearance and purpose',
  },
  'incident-clock': { ja: '事故対応の期限と担当を管理する', en: 'runs the clocks and roles of an incident' },
  'breach-notice': {
    ja: '影響を受けた本人を記録から割り出し、通知を追跡する',
    en: 'computes who a breach affects and tracks the notice to each',
  },
  'scheduled-disposal': {
    ja: '保存期間を終えた情報を示し、承認を経て消去する',
    en: 'shows what has run its period and disposes of it once approved',
  },
  holds: {
    ja: '理由・担当・終期のある保全がある間は消去しない',
    en: 'disposes of nothing under a hold, which has a reason, an owner and an end',
  },
  'disposal-verification': {
    ja: '消去の後に読み直し、残っていないことを確かめる',
    en: 'reads again after deletion to see that nothing is left',
  },
  'disposal-certificate': { ja: '廃棄のつど証明書を作成する', en: 'issues a certificate for each disposal' },
  'identity-check': {
    ja: '本人確認が済むまで回答を渡さない',
    en: 'gives no answer out before identity is verified',
  },
  'other-people-removed': {
    ja: '回答から他者の情報を取り除く',
    en: "removes other people's data from an answer",
  },
  'uses-from-records': {
    ja: '利用と提供の実績を記録から示す',
    en: 'tells uses and provisions from the records of them',
  },
  'remainder-list': {
    ja: '消去できない情報を根拠と終期とともに示す',
    en: 'lists what has to stay, with its ground and its end',
  },
  'deadline-clock': {
    ja: '請求の期限を暦に従って計算し、担当に示す',
    en: "runs each request's deadline in the organisation's calendar",
  },
  'consent-withdrawal': {
    ja: '同意の撤回を直ちに判断へ反映する',
    en: 'makes a withdrawal of consent count at once',
  },
  'preferences-obeyed': { ja: '送信のつど連絡の希望に従う', en: 'obeys preferences in every message sent' },
  'transfer-check': {
    ja: '保護措置の定めのない国外移転を認めない',
    en: 'denies a foreign transfer that has no safeguard',
  },
  localisation: {
    ja: '保管国の指定がある取引先の情報の国外移転を認めない',
    en: 'denies transfer of the data of a client that demands it stay',
  },
  'declared-collection': {
    ja: '宣言した項目だけを自動取得する',
    en: 'collects automatically only what is declared',
  },
  'tool-list': {
    ja: 'クッキーと外部送信先の一覧を公開する',
    en: 'publishes the list of cookies and outside services',
  },
  'visitor-choice': {
    ja: '訪問者の選択に従って計測を動かす',
    en: 'runs measurement only as the visitor chose',
  },
  'inquiry-intake': {
    ja: '問合せを利用目的の表示と方針の版とともに受け付け、回答まで追う',
    en: 'takes an inquiry in with purpose notice and policy version, and follows it to its answer',
  },
  'age-check': {
    ja: '年齢の下限に満たないと分かった者の情報の取得を認めない',
    en: 'denies collection of data of a person known to be below the age limit',
  },
  'version-history': {
    ja: '方針の版を施行日・最終更新日・変更点とともに固定する',
    en: 'fixes each version of the policy with its dates and summary of changes',
  },
  'continued-use': {
    ja: '施行日の後の継続利用を同意として記録する',
    en: 'records use after the effective date as acceptance',
  },
} as const satisfies Record<string, Local>

/** The id of something the software itself keeps. */
export type SystemId = keyof typeof SYSTEMS
