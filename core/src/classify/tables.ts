// SPDX-License-Identifier: Apache-2.0

/** Tables that hold what was found, done or prescribed for a patient, row by row. */
const ofHealth =
  /(?:^|_)(?:diagnos[ei]s|prescriptions?|lab_?(?:tests?|results?)|test_results?|vitals?|vital_signs?|medical_?records?|charts?|encounters?|observations?|immuni[sz]ations?|surger(?:y|ies)|admissions?|health_?(?:checks?|records?)|check_?ups?|kensa|kensin|kenshin|shinryo|shohou?|karte)(?:_|$)|診療記録|診療録|カルテ|病名|傷病|処方|投薬|服薬|検査結果|検体検査|看護記録|介護記録|手術|健診|検診|診断|バイタル|予防接種|問診|紹介状/
/** Lists of what there is to choose from hold nothing of anybody. */
const ofChoices = /(?:^|_)(?:m|mst|mtb|master|types?|kinds?|codes?|lookups?)(?:_|$)|マスター?|一覧表|コード表/
/** Their columns that say something of the patient. */
const saying =
  /^(?:[soap]|subjective|objective|assessment|plan|complaints?|chief_complaint|findings?|result(?:_?(?:value|text))?|value|dosage|dose|drug(?:_?name)?|medicine(?:_?name)?|notes?|memo|comments?|body|content|text)$|主訴|所見|転帰|結果値?$|検査値|測定値|薬品名|薬剤名|用量|用法|^本文$|^内容$|^備考$|^メモ$|^記録$/

/** Whether a column, both names in snake case, says something of a patient because of the table it stands in. */
export const saysOfHealth = (table: string, column: string): boolean =>
  ofHealth.test(table) && !ofChoices.test(table) && saying.test(column)

/** Tables in which people prove who they are. */
export const isIdentityTable = (table: string): boolean =>
  /(?:^|_)e?kyc(?:_|$)|identity_?(?:documents?|verifications?|checks?)|id_?(?:documents?|verifications?)|honnin_?kakunin|本人確認/.test(
    table,
  )

/** Whether a column is called after the number under which an organisation knows a person. */
export const isPersonNumber = (column: string): boolean =>
  /^(?:\w+_)?(?:customer|member|patient|employee|student|kaiin|kokyaku|shain|kanja|riyosha)_?(?:no|num|number|code|cd|id|bango)$|^(?:会員|顧客|患者|カルテ|診察券|社員|職員|従業員|学籍|受講者|利用者|契約者)(?:番号|コード|id|no)$/.test(
    column,
  )
