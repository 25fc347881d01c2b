// SPDX-License-Identifier: Apache-2.0
import type { Local } from '@yakusoku/core/packs'

type Said = { readonly says: Local; readonly remedy: Local }

const said = (ja: string, en: string, remedyJa: string, remedyEn: string): Said => ({
  says: { ja, en },
  remedy: { ja: remedyJa, en: remedyEn },
})

/** What is not declared: nothing can be decided, so it is denied. */
export const GAPS = {
  'not-in-force': said(
    'この方針は「{day}」には効力がありません。',
    'The policy is not in force on “{day}”.',
    '施行日 {begins} 以後の日付（YYYY-MM-DD）で問い合わせるか、その日に効力のある版を使ってください。',
    'Ask for a day (YYYY-MM-DD) from {begins} on, or use the version in force on that day.',
  ),
  'law-missing': said(
    '方針が基づく法令「{law}」が読み込まれていません。',
    'The law “{law}”, on which the policy builds, is not loaded.',
    'パックの extends にある法令を読み込んでから問い合わせてください。',
    'Load every law under extends of the pack, then ask again.',
  ),
  'unknown-act': said(
    '「{act}」という行為はありません。',
    'There is no act “{act}”.',
    '次のいずれかを指定してください: {known}。',
    'Name one of: {known}.',
  ),
  'unknown-category': said(
    '情報の種類「{category}」は方針にありません。',
    'The policy has no category “{category}”.',
    'パックの categories に加えるか、正しい名を指定してください。{meant}',
    'Declare it under categories of the pack, or name the right one. {meant}',
  ),
  'unknown-purpose': said(
    '利用目的「{purpose}」は方針にありません。',
    'The policy has no purpose “{purpose}”.',
    'パックの purposes に加えるか、正しい名を指定してください。{meant}',
    'Declare it under purposes of the pack, or name the right one. {meant}',
  ),
  'purpose-not-in-force': said(
    '利用目的「{purpose}」は、この日に効力のない目的「{ended}」によるものです。',
    'The purpose “{purpose}” rests on “{ended}”, which is not in force on this day.',
    '効力のある目的を指定するか、パックの目的の under か期間を改めてください。',
    'Name a purpose in force, or change under or the days of the purpose in the pack.',
  ),
  'unknown-role': said(
    '行為者の役割「{role}」は方針にありません。',
    'The policy has none of the actor’s roles: “{role}”.',
    'パックの roles に加えるか、行為者に正しい役割を与えてください。{meant}',
    'Declare it under roles of the pack, or give the actor the right role. {meant}',
  ),
  'actor-without-role': said(
    '行為者に役割がありません。',
    'The actor has no role.',
    '行為者の役割を一つ以上指定してください。登録された行為者なら、登録の役割と期間を確かめてください。',
    'Name at least one role of the actor; of a registered actor, look at its roles and days.',
  ),
  'unknown-recipient': said(
    '提供先「{recipient}」は方針にも登録にもありません。',
    'Neither the policy nor the register knows the recipient “{recipient}”.',
    'パックの recipients に加えるか、受領者として登録してください。{meant}',
    'Declare its class under recipients of the pack, or register it as a receiver. {meant}',
  ),
  'recipient-missing': said(
    '誰に渡すのかが示されていません。',
    'It is not said to whom the data goes.',
    '提供先を指定してください。',
    'Name the recipient.',
  ),
  'recipient-not-of-act': said(
    '「{act}」は誰かに渡す行為ではありませんが、提供先が示されています。',
    'Nobody else gets the data by “{act}”, yet a recipient is named.',
    '渡す行為（provide、transfer、entrust、share）として問い合わせるか、提供先を外してください。',
    'Ask for an act that reaches the recipient (provide, transfer, entrust, share), or leave the recipient out.',
  ),
  'recipient-without-ground': said(
    '提供先「{recipient}」には、目的・情報・根拠のいずれかの定めがありません。',
    'The recipient “{recipient}” has no declared purpose, category or ground.',
    'パックの recipients に purposes、categories、grounds を定めてください。',
    'Declare purposes, categories and grounds of the recipient in the pack.',
  ),
  'unknown-ground': said(
    '根拠「{ground}」は方針にありません。',
    'The policy has no ground “{ground}”.',
    'パックの grounds に加えるか、正しい名を指定してください。{meant}',
    'Declare it under grounds of the pack, or name the right one. {meant}',
  ),
  'unknown-client': said(
    '委託元・取引先「{client}」は、方針にも登録にもありません。',
    'The client “{client}” is neither in the policy nor registered.',
    '取引先なら登録してください。情報を預ける委託元なら、パックの entities に kind: client として加えてください。{meant}',
    'Register it; where its data is entrusted, declare it under entities of the pack with kind: client. {meant}',
  ),
  'client-missing': said(
    'どの委託元の情報かが示されていません。',
    'It is not said whose entrusted data it is.',
    '委託元を指定してください。',
    'Name the client.',
  ),
  'unknown-channel': said(
    '取得の経路「{channel}」は方針にありません。',
    'The policy has no channel “{channel}”.',
    'パックの channels に加えるか、正しい名を指定してください。{meant}',
    'Declare it under channels of the pack, or name the right one. {meant}',
  ),
  'category-without-purpose': said(
    '「{category}」には利用目的の定めがないため、誰も利用できません。',
    'No purpose uses “{category}”, so nobody may use it.',
    'パックの purposes のいずれかの uses に加え、公表してください。',
    'Add it to uses of a purpose of the pack, and publish that.',
  ),
  'purpose-without-role': said(
    '利用目的「{purpose}」には、行える役割の定めがありません。',
    'No role may act for the purpose “{purpose}”.',
    'パックの目的に roles を定めてください。',
    'Declare roles of the purpose in the pack.',
  ),
} as const satisfies Record<string, Said>

/** Why something declared is denied. */
export const DENIALS = {
  'beyond-purpose': said(
    '「{category}」は利用目的「{purpose}」のための情報ではありません。',
    '“{category}” is not among what the purpose “{purpose}” uses.',
    'この情報を使う目的を選ぶか、目的外利用の同意又は例外の根拠を示してください。使う目的: {purposes}',
    'Choose a purpose that uses it, or show consent to use beyond the purposes or an exception. Used by: {purposes}',
  ),
  'channel-not-named': said(
    '「{category}」は「{channel}」から取得する情報ではありません。',
    '“{category}” is not collected by “{channel}”.',
    '方針にある経路から取得してください: {channels}',
    'Collect it by a way in that the policy names: {channels}',
  ),
  'purpose-not-told': said(
    '新しい利用目的「{purpose}」は、まだ本人に知らされていません。',
    'People have not yet been told of the new purpose “{purpose}”.',
    '変更を通知又は公表してから利用してください。',
    'Give notice of the change first.',
  ),
  'purpose-needs-consent': said(
    '利用目的「{purpose}」は以前の目的に関連する範囲を超えるため、本人の同意が必要です。',
    'The purpose “{purpose}” goes beyond what relates to the earlier ones, and needs consent.',
    '本人の同意を得てください。',
    'Obtain the consent of the person.',
  ),
  'role-not-allowed': said(
    'この役割は、利用目的「{purpose}」のために行えません。',
    'None of the actor’s roles may act for the purpose “{purpose}”.',
    '次の役割を持つ者が行ってください: {roles}',
    'Somebody with one of these roles may: {roles}',
  ),
  'other-people': said(
    '利用目的「{purpose}」は、この人についての情報のためのものではありません。',
    'The purpose “{purpose}” is not about people of this kind.',
    'この人に当てはまる目的を選んでください。',
    'Choose a purpose that is about people of this kind.',
  ),
  'not-yet': said(
    '利用目的「{purpose}」は「{event}」の後に限られます。',
    'The purpose “{purpose}” begins only after “{event}”.',
    'その事実が起きたら記録し、あらためて問い合わせてください。',
    'Record the event when it has happened, and ask again.',
  ),
  'no-basis': said(
    '利用目的「{purpose}」には、本人の法令が求める法的根拠がありません。',
    'The purpose “{purpose}” has no legal basis, which the law of the person requires.',
    'パックの目的に basis を定めてください。',
    'Declare the basis of the purpose in the pack.',
  ),
  'not-assessed': said(
    '正当な利益による利用目的「{purpose}」に、比較衡量の記録がありません。',
    'No balancing assessment is recorded for “{purpose}”, which rests on legitimate interests.',
    '比較衡量を行い、記録してください。',
    'Carry out the assessment and record it.',
  ),
  objected: said(
    '本人が利用目的「{purpose}」に異議を述べています。',
    'The person objects to the purpose “{purpose}”.',
    'この目的では利用しないでください。異議が取り下げられた場合に限り利用できます。',
    'Do not use the data for it; only if the objection is withdrawn may it be used.',
  ),
  'no-consent': said(
    '利用目的「{purpose}」に必要な本人の同意がありません。',
    'The consent of the person that the purpose “{purpose}” needs does not stand.',
    '同意を得てください: {consents}',
    'Obtain the consent: {consents}',
  ),
  'guardian-consent': said(
    '{below}歳未満の人の同意には、法定代理人の同意が必要です。',
    'Consent of somebody under {below} needs that of the statutory agent.',
    '法定代理人の同意を得てください。',
    'Obtain the consent of the statutory agent.',
  ),
  'special-care': said(
    '要配慮個人情報「{category}」を取得又は利用するための、本人の同意も法令の例外もありません。',
    'Neither consent nor an exception of the law stands for the special-care data “{category}”.',
    '本人の同意を得るか、本人から直接取得してください。',
    'Obtain consent, or receive it from the person directly.',
  ),
  minor: said(
    '{below}歳未満の人の情報は取得できません。',
    'Data of somebody under {below} may not be collected.',
    '取得をやめ、受け取ったものは窓口に知らせて削除してください。',
    'Do not collect it; tell the desk of what has come in, and have it erased.',
  ),
  'my-number': said(
    '個人番号は、法令が列挙する事務のほかに利用・提供できません（同意があってもできません）。',
    'Individual numbers may be used and provided only as the law lists, whatever anybody consents to.',
    '番号なしで行うか、法令が列挙する事務として行ってください。',
    'Do without the number, or act within an affair that the law lists.',
  ),
  secret: said(
    '「{category}」は誰にも見せません。',
    '“{category}” is shown to nobody.',
    '値を使わずに行ってください。',
    'Do without the values.',
  ),
  'not-cleared': said(
    '「{category}」は、名を挙げて承認された者だけが扱えます。',
    '“{category}” is for people cleared by name only.',
    '個人情報の管理者に承認を求めてください。',
    'Ask the privacy manager for clearance.',
  ),
  'not-assigned': said(
    '委託元「{client}」の担当者として届け出られていません。',
    'The actor is not named for the client “{client}”.',
    '担当者として届け出てから扱ってください。',
    'Have the actor named for the client first.',
  ),
  'retention-over': said(
    '「{category}」の保存期間は終わっています。',
    'The retention of “{category}” is over.',
    '利用せず、廃棄の手続に回してください。',
    'Do not use it; have it disposed of.',
  ),
  restricted: said(
    '「{category}」の利用は制限されています。',
    'Use of “{category}” is restricted.',
    '制限が解かれるのを待ってください。',
    'Wait until the restriction is lifted.',
  ),
  suspended: said(
    '本人の求めにより、利用又は提供が停止されています。',
    'Use or provision was stopped at the person’s demand.',
    'この人の情報を使わずに行ってください。',
    'Do without the data of this person.',
  ),
  'not-contracted': said(
    '委託元「{client}」は、目的「{purpose}」の取扱いを委託していません。',
    'The client “{client}” did not contract handling for “{purpose}”.',
    '委託元の書面による承諾を得て登録してください。',
    'Obtain the client’s written consent and register it.',
  ),
  'not-for-recipient': said(
    '提供先「{recipient}」は、この目的では受け取れません。',
    'The recipient “{recipient}” may not receive for this purpose.',
    '次の目的に限られます: {purposes}',
    'It may for: {purposes}',
  ),
  'not-what-recipient-gets': said(
    '「{category}」は、提供先「{recipient}」に渡す情報ではありません。',
    '“{category}” is not among what goes to “{recipient}”.',
    '次の情報に限られます: {categories}',
    'It may get: {categories}',
  ),
  'no-ground': said(
    'この行為の根拠がありません。',
    'No ground for this act stands.',
    '次のいずれかの根拠と、その文書を示してください: {grounds}',
    'Show one of these grounds, with its document: {grounds}',
  ),
  'ground-not-for-act': said(
    '根拠「{ground}」は、この行為又はこの情報には使えません。',
    'The ground “{ground}” is not for this act, or not for this data.',
    '別の根拠を示してください: {grounds}',
    'Show another ground: {grounds}',
  ),
  'document-missing': said(
    '根拠「{ground}」を示す文書がありません。',
    'The document that shows the ground “{ground}” is missing.',
    '文書を添えてください: {document}',
    'Attach it: {document}',
  ),
  'condition-not-stated': said(
    '根拠「{ground}」の条件「{condition}」が示されていません。',
    'The condition “{condition}” of the ground “{ground}” is not stated.',
    '条件に当たることを確かめ、conditions に示してください。',
    'Make sure that it is met, and state it under conditions.',
  ),
  'law-does-not-permit': said(
    '本人の法令には、根拠「{ground}」に当たる例外がありません。',
    'The law of the person has no exception that the ground “{ground}” falls under.',
    '別の根拠を示すか、本人の同意を得てください。',
    'Show another ground, or obtain consent.',
  ),
  'consent-to-provide': said(
    '第三者への提供に必要な本人の同意がありません。',
    'Provision to a third party needs the consent of the person, which does not stand.',
    '本人の同意を得てください。{consents}',
    'Obtain it. {consents}',
  ),
  'not-a-member': said(
    '「{recipient}」は、この日に共同利用の範囲に含まれていません。',
    '“{recipient}” is not within the joint use on this day.',
    '共同利用の範囲に含まれる会社を指定してください: {members}',
    'Name a company that is: {members}',
  ),
  'not-announced': said(
    '「{notice}」の通知又は公表が済んでいないか、その期間が終わっていません。',
    'The notice “{notice}” has not gone out, or its period has not run.',
    '先に通知し、期間が終わってから行ってください。',
    'Give the notice, and wait until its period has run.',
  ),
  'no-contract': said(
    '提供先「{recipient}」との有効な契約が登録されていません。',
    'No contract in force is registered with “{recipient}”.',
    '契約を結び、登録してください。',
    'Conclude it and register it.',
  ),
  'not-evaluated': said(
    '提供先「{recipient}」の評価が登録されていないか、期限を過ぎています。',
    'No assessment of “{recipient}” in force is registered.',
    '評価を行い、登録してください。',
    'Assess it and register that.',
  ),
  'not-approved': said(
    '委託元の書面による承諾が登録されていません。',
    'No written consent of the client is registered.',
    '委託元に知らせ、承諾を得て登録してください。',
    'Tell the client, obtain its consent and register it.',
  ),
  'not-filed': said(
    '根拠「{ground}」の届出が登録されていません。',
    'The filing that the ground “{ground}” needs is not registered.',
    '届け出て、登録してください。',
    'File it and register that.',
  ),
  'country-not-named': said(
    '提供先「{recipient}」の国「{country}」は方針にありません。',
    'The policy does not name the country “{country}” for “{recipient}”.',
    '方針にある国: {countries}',
    'It names: {countries}',
  ),
  'no-transfer-route': said(
    '「{country}」への移転に、保護措置のある経路の定めがありません。',
    'No declared route with safeguards leads to “{country}”.',
    'パックの transfers に経路と保護措置を定めるか、本人の同意を得てください。',
    'Declare the route and its safeguards under transfers of the pack, or obtain consent.',
  ),
  'client-keeps-within': said(
    '取引先「{client}」は、その情報を{within}の外へ出さないことを求めています（移転先: {country}）。',
    'The client “{client}” demands that its data stays within {within}; this would go to {country}.',
    'その国の中で行うか、取引先に確かめて登録を変えてください。',
    'Do it within these countries, or ask the client and change what is registered.',
  ),
  'measures-in-trouble': said(
    '提供先「{recipient}」の「{country}」での相当措置は、継続的な実施に支障があると登録されています。',
    'Trouble is registered with the equivalent measures of “{recipient}” in “{country}”.',
    '提供を止めてください。措置が再び確保されたことを確かめてから、支障の登録を終えてください。',
    'Stop providing. End the entry of the trouble only once the measures are assured again.',
  ),
  identifiable: said(
    '目的「{purpose}」のために外へ出せるのは、誰も識別できない情報だけです。',
    'Only what identifies nobody may leave for “{purpose}”.',
    '識別できる値を取り除き、deidentified を示してください。',
    'Remove what identifies, and state deidentified.',
  ),
} as const satisfies Record<string, Said>

/** Reasons of a gap, and of a denial. */
export type GapReason = keyof typeof GAPS
export type DenialReason = keyof typeof DENIALS
