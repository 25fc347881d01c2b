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
  'recorded-acts': {
    ja: '取得・利用・提供・保管・廃棄のそれぞれを、根拠とともに判断し記録する',
    en: 'decides and records each collection, use, provision, keeping and destruction with its ground',
  },
  'prior-consent': {
    ja: '本人の同意が先になければ認めない',
    en: 'denies what needs consent until the consent stands',
  },
  'purpose-change': {
    ja: '新しい利用目的は、関連する範囲なら通知、範囲を超えるなら通知と同意があるまで認めない',
    en: 'denies a new purpose until people were told, and beyond what relates to the old one until they consent',
  },
  'exception-ground': {
    ja: '例外は、根拠とその文書がある場合に限り認める',
    en: 'permits an exception only on its ground, with its document',
  },
  'legal-basis': {
    ja: '利用のつど、本人に適用される法令が求める法的根拠を求める',
    en: 'asks of each use the legal basis that the law of the person requires',
  },
  'balancing-assessment': {
    ja: '正当な利益による利用は、比較衡量の記録があり、異議が認められていない間に限り認める',
    en: 'permits use on legitimate interests only with a recorded balancing assessment and while no objection is upheld',
  },
  restriction: {
    ja: '制限のある間は、その情報の利用を認めない',
    en: 'denies use of restricted data meanwhile',
  },
  'my-number-limits': {
    ja: '個人番号は、法令が列挙する事務のほか、利用も提供も保管も認めない',
    en: 'denies every use, provision and keeping of individual numbers that the law does not list',
  },
  'joint-use-limits': {
    ja: '共同利用は、公表した項目・範囲・目的の内に限り認める',
    en: 'permits joint use only of the published items, by the published companies, for the published purposes',
  },
  'group-membership': {
    ja: 'グループを離れた会社の共同利用を、その日から認めない',
    en: 'denies joint use to a company from the day it leaves the group',
  },
  'contractor-standing': {
    ja: '評価と契約のそろわない委託を認めない',
    en: 'denies entrusting to a contractor without both assessment and contract',
  },
  'receipt-records': {
    ja: '第三者から受け取った情報を、法令の求める項目とともに記録する',
    en: 'records what was received from a third party, with the items the law asks for',
  },
  'jurisdiction-law': {
    ja: '本人の国又は地域から、適用される法令を決める',
    en: 'selects the law that applies from the jurisdiction of the person',
  },
  'secret-values': {
    ja: '認証情報を誰にも見せず、開示もしない',
    en: 'shows credentials to nobody and discloses them to nobody',
  },
  'masked-values': {
    ja: 'カード番号などを伏せて示す',
    en: 'shows card numbers and the like masked only',
  },
  'free-text-scan': {
    ja: '自由記述に機微な内容がないかを調べる',
    en: 'scans free text for sensitive content',
  },
  'collection-notice': {
    ja: '情報を受け取る前に、利用目的と任意である旨を示す',
    en: 'shows the purposes, and what happens without an answer, before data is collected',
  },
  announcement: {
    ja: '組織の名称、利用目的、請求の手続、窓口を公表する',
    en: 'publishes the name of the organisation, its purposes, the procedures and the desk',
  },
  'policy-dates': {
    ja: '方針の制定日、改定日、責任者を示す',
    en: 'shows when the policy was made, each revision and who signs for it',
  },
  'responsible-person': {
    ja: '責任者又は責任部門を公表する',
    en: 'publishes who is responsible',
  },
  'paper-intake': {
    ja: '郵送の請求を、画像、記載の確認、引受番号、封筒の表示とともに受け付ける',
    en: 'takes in posted requests with scans, a check for completeness, the mail number and the mark on the envelope',
  },
  'printable-form': {
    ja: '請求書を印刷できる文書として配る',
    en: 'gives the request form out as a document to print',
  },
  'black-out-check': {
    ja: '塗りつぶすべき項目の見える写しを、受け取らないか塗りつぶしてから保存する',
    en: 'refuses a copy on which what must be blacked out can be read, or redacts it before it is stored',
  },
  'fee-check': {
    ja: '手数料がそろうまで期限を止めて開示せず、その旨を知らせる',
    en: 'discloses nothing until the fee is there, says so, and stops the clock meanwhile',
  },
  'answer-by-letter': {
    ja: '回答を、印刷して郵送できる書面にする',
    en: 'makes the answer a letter ready to print and post',
  },
  'desk-hours': {
    ja: '受付時間外に届いたものを、次の受付時間の始まりに受け付けたものとする',
    en: 'counts what came in outside the desk hours as received when the desk next opens',
  },
  'referral-tracking': {
    ja: '外部の機関への取次ぎを記録し、その後を追う',
    en: 'records each referral to an outside body and follows it',
  },
  'partial-disclosure': {
    ja: '理由のある部分だけを伏せ、残りを開示して理由を知らせる',
    en: 'withholds the part that has a ground, discloses the rest and tells the reason',
  },
  'investigation-first': {
    ja: '調査の結果が記録されてから請求に応じ、その内容を知らせる',
    en: 'acts on a request once its investigation is recorded, and tells what came of it',
  },
  'rights-by-law': {
    ja: '本人の国又は地域の権利だけを、その法令の期限とともに受け付ける',
    en: "offers exactly the rights of the person's country or region, with the clock of its law",
  },
  'portability-package': {
    ja: '本人が提供した情報を、構造化された形式で本人又は移行先へ渡す',
    en: 'hands what the person provided to the person or another controller in a structured form',
  },
  'outside-links': {
    ja: '他社のサイトへのリンクに、方針の対象外である旨を示す',
    en: 'marks links to the sites of others as outside the policy',
  },
  'anonymous-measurement': {
    ja: '個人を識別する値を計測に含めない',
    en: 'lets nothing that identifies a person into measurement',
  },
  'contracted-service-only': {
    ja: '預かった情報の利用を、その委託元が契約した業務に限る',
    en: 'limits the use of entrusted data to what its client contracted',
  },
  'client-approval': {
    ja: '委託元の書面による承諾があるまで、業務の範囲を超える取扱いを認めない',
    en: 'denies what goes beyond the service until the client has consented in writing',
  },
  'take-out-log': {
    ja: '持出しを、誰が・何を・何件・どの媒体で・どこへ・いつ返したか、とともに記録する',
    en: 'logs each take-out with who, what, how many, medium, where and return',
  },
  'client-notices': {
    ja: '影響のある委託元のすべてに知らせ、到達を追う',
    en: 'tells every client concerned and tracks that it arrived',
  },
  're-entrustment-approval': {
    ja: '委託元への事前通知と書面による承諾があるまで、再委託先へ情報を渡さない',
    en: 'lets no data flow to a re-entrusted party before notice to the client and its written consent',
  },
  'handling-personnel': {
    ja: '預かった情報を、その委託元の担当者として届け出た者だけに見せる',
    en: 'gives access to entrusted data only to the personnel named for that client',
  },
  'leaver-checklist': {
    ja: '退職者の誓約、返却、利用権の停止がそろうまで、退職の手続を終えさせない',
    en: "keeps a leaver's file open until pledge, return and end of access are there",
  },
  'return-or-disposal': {
    ja: '預かった情報と複製のすべてを、委託元の指示に従って返却又は廃棄する',
    en: 'returns or disposes of all entrusted data and its copies as the client instructs',
  },
  'request-forwarding': {
    ja: '預かった情報への請求に自ら答えず、委託元へ回す',
    en: 'forwards requests about entrusted data to the client and answers none itself',
  },
  'yearly-report': {
    ja: '契約の日から一年ごとに、記録から報告書を作り委託元へ届ける',
    en: 'makes a report to each client from the evidence, yearly from the day of its contract',
  },
  'inspection-register': {
    ja: '立入検査の通知、可否とその理由、秘密保持、入退の規則の確認、費用を記録する',
    en: 'records each inspection: notice, acceptance or reason, confidentiality, entry rules, costs',
  },
  'report-forwarding': {
    ja: '再委託先の報告を委託元へ回し、その指示を義務として開く',
    en: 'passes the report of a re-entrusted party on to the client and opens its instruction as a duty',
  },
  'defined-terms': {
    ja: '定義した語を、その意味とともに保つ',
    en: 'keeps the defined terms with their meanings',
  },
} as const satisfies Record<string, Local>

/** The id of something the software itself keeps. */
export type SystemId = keyof typeof SYSTEMS
