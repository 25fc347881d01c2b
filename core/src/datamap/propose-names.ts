// SPDX-License-Identifier: Apache-2.0

/** A category that a column's name speaks for. */
export interface NameRule {
  readonly words: RegExp
  readonly category: string
  readonly confidence: number
}

/** Words that make a table one of persons: English, romaji, Japanese. */
export const personTable =
  /(^|_)(users?|customers?|clients?|members?|persons?|people|employees?|contacts?|staffs?|patients?|guests?|subscribers?|accounts?|actors?|guardians?|students?|applicants?|leads?|workers?|profiles?|kokyaku|kaiin|shain|riyosha|kanja)(_|$)|顧客|会員|社員|従業員|利用者|患者|お客様|取引先担当|保護者|個人/

const rule = (category: string, confidence: number, words: RegExp): NameRule => ({
  words,
  category,
  confidence,
})

/** Rules from the most telling to the most general; the first that fits is taken. Names are snake_case here. */
export const nameRules: readonly NameRule[] = [
  rule('user.device.ip_address', 0.92, /(^|_)(ip|ip_?addr(ess)?|remote_addr|client_ip)(_|$)|IPアドレス/i),
  rule(
    'user.government_id.national_identification_number',
    0.95,
    /(^|_)(my_?number|kojin_?bango)(_|$)|マイナンバー|個人番号/,
  ),
  rule(
    'user.government_id',
    0.9,
    /(^|_)(ssn|passport|menkyo|drivers?_licen[sc]e|national_id)|旅券|パスポート|免許|在留カード/,
  ),
  rule(
    'user.authorization.password',
    0.95,
    /(^|_)(password|passwd|pwd|passphrase|password_(hash|digest)|pin_?code|secret)(_|$)|パスワード|暗証番号/,
  ),
  rule(
    'user.contact.email',
    0.95,
    /(^|_)(e_?mails?|mail_?addr(ess)?|(alt|pc|work|home|contact)_mail|mail)(_|$)|メール(アドレス)?|電子メール/,
  ),
  rule('user.contact.fax_number', 0.85, /(^|_)fax(_|$)|ファックス|FAX/i),
  rule(
    'user.contact.phone_number',
    0.92,
    /(^|_)(phones?|tel|telephone|mobile|cell(phone)?|keitai|denwa|denwa_?bango)(_|$)|電話|携帯/,
  ),
  rule(
    'user.contact.address.postal_code',
    0.92,
    /(^|_)(zip|zip_?code|postal|postal_?code|post_?code|yubin|yubin_?bango)(_|$)|郵便番号|〒/,
  ),
  rule(
    'user.contact.address.state',
    0.8,
    /(^|_)(pref|prefecture|todofuken|state_province|province|(ship|shipping|billing|home|mailing)_?(state|region))(_|$)|都道府県/,
  ),
  rule('user.contact.address.city', 0.8, /(^|_)(city|town|district|shikuchoson|shi)(_|$)|市区町村|市町村/),
  rule(
    'user.contact.address.street',
    0.8,
    /(^|_)(street|banchi|chome|building|house|address_?[123]|addr_?[123])(_|$)|番地|町名|建物|丁目/,
  ),
  rule('user.contact.address.country', 0.7, /(^|_)country(_|$)|国名|^国$/),
  rule(
    'user.contact.address',
    0.85,
    /(^|_)(address|addr|jusho|juusho|shipping_address|billing_address)(_|$)|住所|所在地|居所/,
  ),
  rule('user.name.first', 0.9, /(^|_)(first|given)_?name(_|$)|(^|_)mei(_kana)?(_|$)|^名$|名カナ|名\(/),
  rule(
    'user.name.last',
    0.9,
    /(^|_)((last|family|sur)_?name|surname)(_|$)|(^|_)sei(_kana)?(_|$)|^姓$|姓カナ|^氏$|苗字/,
  ),
  rule(
    'user.name',
    0.88,
    /(^|_)(full_?name|display_?name|customer_?name|user_?name_kana|name_kana|kana|furigana|shimei|namae|middle_?name|contact_?name|nickname|recipient_?name)(_|$)|氏名|名前|フリガナ|ふりがな|宛名/,
  ),
  rule(
    'user.demographic.date_of_birth',
    0.93,
    /(^|_)(birth_?(day|date)?|date_of_birth|dob|born|seinengappi|tanjobi)(_|$)|生年月日|誕生日/,
  ),
  rule('user.demographic.gender', 0.9, /(^|_)(gender|sex|seibetsu)(_|$)|性別/),
  rule(
    'user.demographic',
    0.75,
    /(^|_)(age|nenrei|nationality|kokuseki|marital_?status|language|race|ethnicity|religion)(_|$)|年齢|国籍|婚姻|宗教|信条|人種|本籍/,
  ),
  rule(
    'user.financial.credit_card',
    0.9,
    /(^|_)(ccn|credit_?card(_?(no|number))?|card_?(no|number)|pan|cvv|cvc)(_|$)|クレジット|カード番号/,
  ),
  rule(
    'user.financial.bank_account',
    0.88,
    /(^|_)(iban|bank_?account|account_?(no|number)|kouza|koza|bank)(_|$)|口座|銀行|振込先/,
  ),
  rule(
    'user.financial',
    0.75,
    /(^|_)(salary|income|wage|kyuyo|nenshu|credit_?limit|annual_income)(_|$)|給与|賃金|年収|所得|与信/,
  ),
  rule(
    'user.health_and_medical',
    0.85,
    /(^|_)(health|diagnos[ei]s|disease|symptoms?|allerg(y|ies)|medical|medication|blood(_?type)?|disability|kenko|byoki|byomei|shindan|ketsueki)(_|$)|健康|病名|病歴|既往|診断|症状|アレルギー|投薬|服薬|血液型|障害|要介護/,
  ),
  rule('user.device', 0.8, /(^|_)(user_?agent|device_?id|mac_?address|browser)(_|$)|端末/),
  rule('user.device.cookie_id', 0.8, /(^|_)(cookie(_?id)?|visitor_?id|session_?id)(_|$)/),
  rule(
    'user.location',
    0.75,
    /(^|_)(lat|latitude|lng|lon|longitude|gps|geo|location)(_|$)|緯度|経度|位置情報/,
  ),
  rule(
    'user.account.username',
    0.85,
    /(^|_)(user_?name|login_?(id|name)?|account_?name|screen_name)(_|$)|ユーザー名|ログインID/i,
  ),
  rule('user.biometric', 0.8, /(^|_)(fingerprint|face_?(id|image)|biometric|shimon)(_|$)|指紋|顔写真|生体/),
  rule('user.content.self_image', 0.7, /(^|_)(photo|avatar|picture|portrait)(_|$)|写真/),
  rule(
    'user.job_title',
    0.7,
    /(^|_)(job_?title|occupation|position|title_of_courtesy|shokugyo|yakushoku)(_|$)|職業|役職|肩書/,
  ),
  rule(
    'user.content',
    0.45,
    /(^|_)(memo|notes?|comments?|remarks?|message|body|biko|inquiry)(_|$)|備考|メモ|問い合わせ|連絡事項|自由記述/,
  ),
]

/** Words that make a table one of the organisation's own people, or of those who supply it. */
export const staffTable =
  /(^|_)(employees?|staffs?|workers?|agents?|operators?|shain|tanto(sha)?|suppliers?|vendors?|carriers?)(_|$)|従業員|社員|職員|担当|仕入先|業者/
