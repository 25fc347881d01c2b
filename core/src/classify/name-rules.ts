// SPDX-License-Identifier: Apache-2.0
import type { Kind } from './kinds.ts'

/** Words of a column's name that speak for a kind; `weight` in units of log odds. */
export interface NameRule {
  readonly kind: Kind
  readonly weight: number
  readonly words: RegExp
  /** The same words as the whole of a name. */
  readonly whole: RegExp
}

/** Outweighs what only says that something is a date or a flag. */
const CERTAIN = 8
const STRONG = 6.3
const PLAIN = 5.2
const WEAK = 4
const HINT = 2.5

const rule = (kind: Kind, weight: number, latin: string, japanese = ''): NameRule => ({
  kind,
  weight,
  whole: new RegExp(`^(?:${latin})$`),
  words: new RegExp(`(?:^|_)(?:${latin})(?:_|$)${japanese === '' ? '' : `|${japanese}`}`),
})

/** What says that a column only tells something about another: flags, counters, times, types. */
const about: readonly NameRule[] = [
  rule(
    'time',
    7.5,
    '\\w+_(?:at|on|since|until|expires|expiry|expiration|datetime|timestamp)|(?:created|updated|deleted|modified|inserted|registered|published|due|start|end|order|ship|shipped|required|hire|hired|join|joined|invoice|payment|rental|return|release|sent|expiry|expiration|issue|delivery|visit|last_login|last_update)_?(?:date|time|day|dt|ymd)(?:_at)?(?:_utc)?|created|updated|deleted|modified|registered|published|last_update|time|date|timestamp',
    '(?:期限|期間)$|日時$|(?:登録|更新|作成|入社|退社|退職|契約|開始|終了|発行|有効|受付|注文|支払|納品|設立|創業|来店|入会|退会|購入|申込|利用)(?:年月)?日',
  ),
  rule(
    'state_word',
    7.5,
    '(?:is|has|can|allow|allows|enable|enabled|use|send|show)_\\w+|\\w+_(?:flag|flg|flags|status|type|kind|kbn|kubun|verified|confirmed|enabled|valid|visible|required|optin|opt_in|opt_out|subscribed|count|cnt|permit|permission|consent|agree|agreed|notify|notification|order|class|category|level|format|length|size|score|rate|ratio|percent|version|language|locale|method|mode)|status|state_code_type|type|kubun|honorific(?:_?title)?|keisho|title_of_courtesy',
    '(?:フラグ|敬称|区分|種別|状態|ステータス|回数|件数|順|可否|有無)$',
  ),
]

const business: readonly NameRule[] = [
  rule(
    'company',
    STRONG,
    'company|company_?name|organi[sz]ation(?:_name)?|organi[sz]ation_?name|corp(?:orate)?_?name|vendor_?name|supplier_?name|supplier|manufacturer|maker(?:_?name)?|brand|shop_?name|store_?name|employer|kaisha(?:_?mei)?|kaishamei|dept|department(?:_?name)?|team(?:_?name)?|school(?:_?name)?|publisher|label',
    '会社名|法人名|企業名|団体名|組織名|店舗名|店名|部署|部門|課名|所属|メーカー|ブランド|屋号|病院名|医療機関名|学校名|勤務先(?:名)?$|施設名|取引先名|仕入先名',
  ),
  rule(
    'product',
    STRONG,
    '(?:product|item|goods|category|genre|track|album|song|file|image|table|column|field|host|server|domain|plan|course|event|project|task|menu|role|permission|page|class|type|status|tag|template|campaign|service|model|color|colour|material|artist|playlist|film|movie|book|package|branch|region|territory|media|drug|unit|station|warehouse|group|language|currency|bank|schema|index|function|app|application|os|browser|device|network)_?name|title|subject|headline|slug|isbn|genre|color|colour|size|unit|sku_?name|shohin_?mei|shohinmei|hinmei|hinmoku|kenmei|filename|hostname|mime_?type|extension',
    '商品名|品名|品目|件名|題名|タイトル|サービス名|プラン名|ファイル名|役割名|単位|型番名|色$|サイズ|講座名|イベント名|工事名|案件名|薬品名|コース名',
  ),
  rule(
    'code',
    PLAIN,
    '(?:order|invoice|slip|denpyo|receipt|tracking|shipment|shipping|serial|lot|batch|model|part|product|item|sku|jan|ean|upc|isbn|barcode|contract|project|ticket|case|document|doc|voucher|coupon|promo|reservation|booking|seat|room|table|ref|reference|transaction|txn|payment|request|trace|build|revision|commit|branch|shop|store|company|corporate|corp|tax|vat|duns|quotation|estimate|purchase|po|delivery)_?(?:no|num|number|code|id|key|cd|bango)|sku|jan|ean|upc|barcode|asin|code|cd|hojin_?bango|checksum|digest|hash|sha1|sha256|md5|etag|uuid|guid|version|revision|\\w+_(?:code|cd|uuid|guid)',
    '(?:注文|伝票|請求書?|受注|発注|商品|製品|追跡|送り状|契約|案件|予約|受付|管理|店舗|取引|領収書?|見積書?|型|品|ロット|法人|登録|シリアル)(?:番号|コード|No\\.?|NO)|品番|型番|コード$',
  ),
  rule(
    'corporate-number',
    STRONG,
    'corporate_?number|hojin_?bango|houjin_?bangou|houjin_?bango',
    '法人番号|適格請求書|インボイス(?:登録)?番号',
  ),
  rule('jan', STRONG, 'jan|jan_?code|ean|ean_?13|barcode', 'ＪＡＮ|jan|バーコード'),
  rule(
    'amount',
    PLAIN,
    'price|unit_?price|amount|total|subtotal|quantity|qty|discount|tax|fee|cost|balance|point|points|weight|height|width|depth|stock|rating|kingaku|tanka|suryo|zaiko|goukei|freight|milliseconds|bytes|replacement_cost|rental_rate',
    '金額|単価|価格|数量|合計|税|在庫|重量|ポイント|割引|手数料',
  ),
  rule(
    'url',
    PLAIN,
    '(?:home_?page|web_?site|url|uri|link|href|endpoint|domain)',
    'URL|ホームページ|ウェブサイト',
  ),
  rule('version', PLAIN, '(?:app_|os_|api_|schema_)?(?:version|ver)', 'バージョン|版数'),
]

const contact: readonly NameRule[] = [
  rule(
    'email',
    STRONG,
    '(?:\\w+_)?(?:e_?mails?|e_?mail_?(?:addr(?:ess)?|\\d)?|mail_?addr(?:ess)?|emailaddress)|(?:alt|pc|work|home|contact|mobile|keitai)_?mail|mail|mailto|meru',
    'メール(?:アドレス)?|電子メール|eメール|メアド',
  ),
  rule('fax', STRONG, 'fax|fax_?(?:no|num|number)|faxnumber|fakkusu', 'ファックス|ファクス|fax'),
  rule(
    'phone',
    STRONG,
    'phones?|phone_?num|phone_?(?:no|num|number)|phonenumber|tel|tel_?(?:no|num|number)?|telephone(?:_?(?:no|number))?|mobile(?:_?(?:no|number|phone))?|cell(?:_?phone|ular)?|keitai(?:_?bango)?|denwa|denwa_?bango|msisdn|(?:home|work|daytime|emergency|contact)_?phone|renrakusaki',
    '電話|携帯|tel|連絡先番号|緊急連絡先|内線',
  ),
  rule(
    'postal',
    STRONG,
    'zip|zip_?(?:code|cd)|postal|postal_?(?:code|cd)|postalcode|post_?(?:code|cd|no|num|number)|yubin|yuubin|yubin_?(?:bango|no)|plz|ship_?postal_?code',
    '郵便番号|〒|郵便',
  ),
  rule(
    'state',
    PLAIN,
    'pref|prefecture|ken_?name|state_?name|pref_?(?:name|cd|code|id)|todofuken|todouhuken|ken_?mei|state_?province|province|(?:ship|shipping|billing|home|mailing)_?(?:state|region)|bundesland',
    '都道府県',
  ),
  rule(
    'city',
    PLAIN,
    '(?:city|town)(?:_?name)?|shikuchoson|shikucyoson|shi|municipality|ort|(?:ship|shipping|billing|home|mailing)_?city|suburb|county|district',
    '市区町村|市町村|市区|^市$',
  ),
  rule(
    'street',
    PLAIN,
    'street|street_?(?:name|number|address)?|streetaddress|banchi|chome|chomei|building|tatemono|house(?:_?(?:no|number))?|addr(?:ess)?_?(?:line)?_?[2-4]|apartment|apt|strasse|hausnummer',
    '番地|町名|町域|建物|丁目|マンション|号室|字',
  ),
  rule(
    'country',
    WEAK,
    'country(?:_?(?:name|code))?|(?:ship|shipping|billing|home|mailing)_?country',
    '国名|^国$',
  ),
  rule(
    'address',
    STRONG,
    '(?<!(?:ip|mac|mail|wallet|bitcoin|memory|web|remote|ipv[46])_)(?:address|addr|adrs|residence|jusho|jyusho|juusho|jusyo|jyusyo|adresse)(?:_?(?:line)?_?1)?|(?:home|work|shipping|billing|ship|mailing)_?addr(?:ess)?|shipaddress|shipto',
    '住所|所在地|居所|(?:届け?先|送付先|配送先)(?!.*(?:名|電話))|本店',
  ),
]

const person: readonly NameRule[] = [
  rule(
    'given',
    STRONG,
    '(?:first|given|fore)_?name(?:_?(?:kana|kanji|roma|romaji|en))?|fname|mei|mei_?(?:kana|kanji|romaji)|vorname|prenom|na_?mae_?mei|middle_?name|middle_?initial',
    '^名$|名[(（]|^名(?:カナ|かな|前カナ)|^メイ$|メイカナ|下の名前|^(?:氏名)?_?名_?(?:カナ|フリガナ)?$',
  ),
  rule(
    'family',
    STRONG,
    '(?:last|family|sur)_?name(?:_?(?:kana|kanji|roma|romaji|en))?|surname|lname|sei|sei_?(?:kana|kanji|romaji)|nachname|nom_?famille|maiden_?name|myoji',
    '姓|^氏$|^氏_?(?:カナ|フリガナ)|苗字|名字|^セイ$|セイカナ|旧姓',
  ),
  rule(
    'name',
    STRONG,
    '(?:full|contact|customer|client|employee|staff|member|patient|guest|person|recipient|sender|emergency_?contact|guardian|student|teacher|doctor|user_?real|real|legal|card_?holder|holder|applicant|author|owner|manager|parent|child|spouse|representative|addressee|receiver|payer|payee|buyer|purchaser|subscriber|visitor|tenant|resident|donor|reporter|caller|approver|ship|kokyaku|kaiin|shain|tanto|tantosha)_?(?:names?|mei)|representative|contact_?person|care_?manager|next_?of_?kin|fullname|contactname|shipname|name_?(?:kana|kanji|romaji|furigana|sei|mei)|user_?name_?kana|kana|furigana|hurigana|shimei|simei|namae|onamae|atena|nickname|display_?name|tanto|tantosha|tantousya',
    '氏名|お?名前|フリガナ|ふりがな|カナ氏名|宛名|(?:顧客|会員|社員|従業員|患者|利用者|担当者|契約者|申込者|保護者|本人|代表者|配偶者|扶養親族|家族|受取人|送り主|届け先|連絡者|児童|生徒|学生|講師|医師|スタッフ|お客様|届け?先|送り?先|管理者|責任者)(?:氏)?名|主治医|担当医|名入れ|^担当者?$|名義人',
  ),
  rule(
    'birth',
    CERTAIN,
    'birth|birth_?(?:day|date|ymd|year)?|birthdate|birthday|date_?of_?birth|dob|born(?:_on)?|seinen_?gappi|seinengappi|tanjobi|tanjyobi|tanjoubi|geburtsdatum',
    '生年月日|誕生日|生年',
  ),
  rule(
    'gender',
    CERTAIN,
    'gender|sex|seibetsu|seibetu|gender_?(?:code|cd|kbn|id)|sex_?(?:code|cd|kbn|id)|geschlecht',
    '性別',
  ),
  rule('nationality', STRONG, 'nationality|citizenship|kokuseki', '国籍'),
  rule(
    'demographic',
    PLAIN,
    'age(?:_?group)?|nenrei|(?:\\w+_)?relation(?:ship)?s?|marital_?status|marital|spouse|haigusha|dependents?|fuyo|num_?children|children|household|kazoku(?:_?kosei)?|family_?(?:size|structure)|(?:native|mother)_?(?:tongue|language)',
    '年齢|婚姻|配偶者|扶養|家族構成|続柄|世帯|母国語|学歴',
  ),
  rule(
    'username',
    PLAIN,
    'user_?name|nice_?name|user_?login|login_?(?:id|name)?|account_?name|screen_?name|handle|userid|login',
    'ユーザー名|ログインID|アカウント名',
  ),
  rule(
    'job',
    WEAK,
    'job_?(?:title|name|id|cd|code)|occupation|profession|position|shokugyo|shokugyou|yakushoku|contact_?title',
    '職業|役職|肩書|職種',
  ),
  rule(
    'finance',
    PLAIN,
    'salary|income|wage|wages|payroll|kyuyo|nenshu|gesshu|credit_?(?:limit|score|rating)|annual_?income|bonus|net_?worth|debt',
    '給与|賃金|年収|所得|与信|月給|賞与|時給|月収|報酬|基本給',
  ),
  rule(
    'image',
    WEAK,
    'photo|avatar|portrait|selfie|profile_?(?:image|picture)|kao_?shashin|picture',
    '写真|顔画像',
  ),
]

const numbers: readonly NameRule[] = [
  rule(
    'my-number',
    STRONG,
    'my_?number|mynumber|my_?no|individual_?number|kojin_?bango|kojin_?bangou',
    'マイナンバー|個人番号',
  ),
  rule(
    'identity',
    PLAIN,
    'ssn|national_?insurance(?:_?(?:no|number))?|social_?security(?:_?(?:no|number))?|national_?id(?:entity)?(?:_?(?:no|number))?|nin|sin|tax_?id|id_?(?:card|document)(?:_?(?:no|number))?|identity_?(?:card|document)?_?(?:no|number)|juminhyo_?code|personal_?(?:id|number)',
    '住民票コード|身分証|本人確認(?:書類|資料)|住基',
  ),
  rule(
    'licence',
    STRONG,
    'menkyo(?:_?(?:no|bango))?|driv(?:er|ers|ing)_?licen[sc]e(?:_?(?:no|num|number|id))?|licen[sc]e_?(?:no|number)',
    '免許証?(?:の)?番号|運転免許|免許証',
  ),
  rule('passport', STRONG, 'passport|passport_?(?:no|num|number|id)|ryoken(?:_?bango)?', '旅券|パスポート'),
  rule(
    'residence',
    STRONG,
    'residence_?card(?:_?(?:no|number))?|zairyu(?:_?card)?(?:_?(?:no|bango))?|alien_?registration(?:_?(?:no|number))?',
    '在留カード|在留番号|特別永住',
  ),
  rule(
    'pension',
    STRONG,
    '(?:basic_?)?pension(?:_?(?:no|num|number))?|nenkin(?:_?(?:no|bango))?',
    '年金(?:番号|手帳|証書)|基礎年金',
  ),
  rule(
    'insurance',
    STRONG,
    '(?<!national_)(?:health_?)?insur(?:ance|ed)_?(?:symbol|card|no|num|number|id|kigo|bango)|hoken(?:sha|sho)?_?(?:kigo|bango|no)|hihokensha(?:_?bango)?|koyo_?hoken(?:_?bango)?|insured_?(?:person_?)?(?:no|number)|insurance_?policy(?:_?(?:no|number))?',
    '被保険者|保険者番号|保険証|(?:健康|雇用|介護)保険.*番号|記号番号',
  ),
  rule(
    'card',
    STRONG,
    'ccn|cc_?(?:no|num|number)|credit_?card|credit_?(?:no|num|number)|(?:credit|payment|debit)_?card_?(?:no|num|number)|creditcard(?:number)?|card_?(?:no|num|number)|(?:masked|card)_?(?:pan|no|num|number)|(?:card_?)?last_?(?:4|four)|pan|cvv2?|cvc|card_?(?:expiry|exp)|sec(?:urity|ure)?_?code',
    'クレジット|カード番号|カードno|セキュリティコード',
  ),
  rule(
    'bank',
    STRONG,
    'iban|bic|swift(?:_?code)?|bank_?account(?:_?(?:no|num|number|name|holder|type))?|account_?(?:no|num|number|holder)|acct_?(?:no|num)|kouza|koza|(?:kouza|koza)_?(?:bango|no|meigi|shubetsu)|bank|bank_?(?:code|name|branch(?:_?(?:code|name))?)|ginko(?:_?(?:mei|code))?|shiten(?:_?(?:mei|code))?|routing_?(?:no|number)|sort_?code|payee_?account',
    '口座|銀行|振込先|支店(?:名|コード|番号)|金融機関',
  ),
]

const special: readonly NameRule[] = [
  rule(
    'disability',
    STRONG,
    'disabilit(?:y|ies)(?:_?(?:status|grade|level))?|disabled|handicap|shogai|syogai|shougai(?:_?tokyu)?|care_?level|(?:yo)?kaigo_?do',
    '障害|障がい|障碍|要介護|介護度|手帳等級',
  ),
  rule(
    'criminal',
    STRONG,
    'criminal(?:_?(?:record|history|check))?|convictions?|arrests?|offen[cs]es?|zenka|hanzai(?:_?reki)?|crime(?:_?victim)?|juvenile(?:_?record)?|background_?check',
    '前科|犯罪|逮捕|賞罰|刑事|少年院|保護観察|非行',
  ),
  rule(
    'creed',
    STRONG,
    'religion|religious(?:_?belief)?|creed|faith|political_?(?:party|opinion|view)|shukyo|shinjo|union_?member(?:ship)?',
    '宗教|信条|宗派|信仰|政党|思想|労働?組合(?:加入|員)',
  ),
  rule('race', STRONG, 'race|ethnicity|ethnic(?:_?(?:origin|group))?|jinshu|minzoku', '人種|民族'),
  rule(
    'social-status',
    STRONG,
    'social_?(?:status|origin)|caste|honseki(?:_?chi)?|family_?origin',
    '社会的身分|本籍|門地|出身地',
  ),
  rule(
    'health',
    STRONG,
    'health(?:_?(?:condition|status|notes?|info))?|diagnos(?:is|es)(?:_?(?:code|name))?|diseases?|symptoms?|chief_complaint|allerg(?:y|ies|en|ens)|medical(?:_?(?:history|conditions?|notes?|record))?|medications?|prescriptions?|blood(?:_?(?:type|pressure|group))?|illness(?:es)?|injur(?:y|ies)|surger(?:y|ies)|vaccin(?:e|ation|ations)|pregnan(?:t|cy)|bmi|hba1c|kenko(?:_?(?:jotai|shindan))?|kenshin(?:_?kekka)?|byoki|byomei|byoreki|shindan(?:_?mei)?|shojo|kiou?_?(?:reki|sho)|h[ae]+moglobin|glucose|cholesterol|heart_?rate|pulse|spo2|body_?temp(?:erature)?|ketsueki(?:_?gata)?|checkup(?:_?result)?|treatments?|icd_?10(?:_?code)?|icd(?:_?code)?|mental_?health|dietary(?:_?restrictions?)?',
    '健康|病名|主訴|転帰|病歴|疾病|傷病|既往|診断|症状|アレルギー|投薬|服薬|処方|血液型|血圧|検診|健診|ストレスチェック|治療|持病|体調|ワクチン|妊娠|診療(?!科)|看護記録|療養',
  ),
  rule(
    'biometric',
    STRONG,
    'finger_?print|face_?(?:id|image|data|template|encoding)|biometric(?:s|_?\\w+)?|shimon|iris(?:_?code)?|voice_?print|retina|dna',
    '指紋|顔認証|生体|静脈|虹彩|声紋',
  ),
]

const technical: readonly NameRule[] = [
  rule(
    'credential',
    STRONG,
    '(?:\\w+_)?(?:password|passwd|passphrase|pwd|pass)(?:_?(?:hash|digest|salt|encrypted))?|encrypted_?password|passcode|pin|pin_?code|(?:client_?|api_?)?secret(?:_?key)?|(?:access|refresh|auth|api|session|reset|remember|bearer|csrf|id)_?token|token|api_?key|private_?key|otp_?secret|(?:activation|reset|secret|encryption)_?key|salt|ansho_?bango',
    'パスワード|暗証番号|秘密の質問|認証トークン',
  ),
  rule(
    'ip',
    STRONG,
    'ip|(?:client|remote|source|src|user|login|last_login|sign_in|current_sign_in|last_sign_in)_?ip(?:_?addr(?:ess)?)?|ip_?addr(?:ess)?|ipaddress|ipv[46]|remote_?(?:addr|host)',
    'ip_?アドレス|接続元',
  ),
  rule('mac', STRONG, 'mac_?addr(?:ess)?|mac|macaddress|bssid', 'mac_?アドレス'),
  rule(
    'agent',
    STRONG,
    'user_?agent|ua|useragent|browser|device_?(?:name|model|type|info)',
    '端末|ブラウザ|ユーザーエージェント',
  ),
  rule(
    'device',
    STRONG + 0.2,
    'device_?(?:id|token|uuid)|idfa|idfv|gaid|aaid|imei|imsi|udid|ad(?:vertising)?_?id|push_?token|serial_?of_?device',
    '端末(?:id|識別)|デバイスid',
  ),
  rule(
    'cookie',
    STRONG,
    'cookies?(?:_?id)?|visitor_?id|session_?(?:id|key)|client_?id_?ga|tracking_?id|anonymous_?id|ga_?(?:client_?)?id|fingerprint_?id',
    'クッキー|訪問者id|セッションid',
  ),
  rule(
    'geo',
    PLAIN,
    'lat|latitude|lng|lon|long|longitude|gps(?:_?\\w+)?|geo(?:m|metry|location|point|_?hash)?|coordinates?|lat_?l(?:ng|on)|(?:home_|work_|last_)?location|ido|keido',
    '緯度|経度|位置情報|座標',
  ),
  rule(
    'free-text',
    WEAK,
    '(?:memo|notes?|comments?|remarks?|message|messages|body|biko|bikou|inquiry|content|contents|feedback|complaint|reason|chat|transcript|review|(?:\\w+_)?(?:memo|notes|comment|remarks|biko)|toiawase|jiyu_?kijutsu|review_text|bio|about_me|self_introduction|(?:resume|cv)(?:_text)?|cover_letter|special_requests|reason_\\w+)$',
    '備考|メモ|問い?合わ?せ|連絡事項|自由記述|コメント|申し?送り|ご意見|相談内容|内容$|本文|特記|経過記録|要望|自己紹介|志望動機|所見',
  ),
  rule('free-text', HINT, '(?:description|summary|details?|text)$', '説明|概要|詳細'),
]

/** All rules; each that fits speaks, and what is left is decided by adding up. */
export const NAME_RULES: readonly NameRule[] = [
  ...about,
  ...business,
  ...contact,
  ...person,
  ...numbers,
  ...special,
  ...technical,
]

/** Words that make a table one of persons: English, romaji, Japanese. */
export const personTable =
  /(^|_)(emps?|users?|customers?|clients?|members?|persons?|people|employees?|contacts?|staffs?|patients?|guests?|subscribers?|accounts?|actors?|guardians?|students?|applicants?|leads?|workers?|profiles?|owners?|tenants?|residents?|donors?|teachers?|doctors?|kokyaku|kaiin|shain|riyosha|kanja|jugyoin|meibo)(_|$)|顧客|会員|社員|従業員|利用者|患者|お客様|取引先担当|保護者|個人|職員|名簿|応募者|契約者|受講者|生徒|児童|園児/

/** Words that make a table one of the organisation's own people, or of those who supply it. */
export const staffTable =
  /(^|_)(employees?|staffs?|workers?|agents?|operators?|shain|tanto(sha)?|suppliers?|vendors?|carriers?)(_|$)|従業員|社員|職員|担当|仕入先|業者/

/** Words that make a table one of organisations or things, whose names are no persons'. */
export const thingTable =
  /(^|_)(compan(y|ies)|organi[sz]ations?|vendors?|suppliers?|shippers?|shops?|stores?|products?|items?|goods|categor(y|ies)|genres?|brands?|departments?|roles?|plans?|tags?|territor(y|ies)|regions?|countr(y|ies)|cit(y|ies)|artists?|albums?|tracks?|playlists?|media_types?|films?|languages?|warehouses?|projects?|services?|menus?|settings?|files?|banks?|m_\w+|mst_\w+|\w+_(mst|master|types?|kinds?))(_|$)|会社|企業|店舗|商品|製品|部門|部署|分類|マスタ|施設|銀行|拠点/
