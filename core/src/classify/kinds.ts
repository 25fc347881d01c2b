// SPDX-License-Identifier: Apache-2.0

/** What a kind of column is called in both languages, the Fides category it is proposed as, and how its values behave. */
export interface KindFacts {
  /** Fides category; `system.operations` for what is recognised as not personal. */
  readonly category: string
  readonly en: string
  readonly ja: string
  /** Share of the values in a true column that are recognised. */
  readonly hit: number
  /** Share of values in other columns that are taken for it by chance. */
  readonly chance: number
  /** The most that values can speak for it, and against it, in units of log odds. */
  readonly most: number
  readonly least: number
  /** A column narrower than this cannot hold it. */
  readonly shortest: number
  /** What a person looks at before all else: numbers and words that the law protects most. */
  readonly careful?: true
  readonly identity?: 'email' | 'phone_number'
}

const kind = (
  category: string,
  en: string,
  ja: string,
  [hit, chance, most, least, shortest]: readonly [number, number, number, number, number],
  more: Pick<KindFacts, 'careful' | 'identity'> = {},
): KindFacts => ({ category, en, ja, hit, chance, most, least, shortest, ...more })

/** Nothing can be told from values of this kind; only a name speaks for it. */
const NAME_ONLY = [0.5, 0.5, 0, 0, 1] as const
const careful = { careful: true } as const
const nothing = 'system.operations'

/** All kinds of columns that are told apart. */
export const KINDS = {
  email: kind('user.contact.email', 'mail addresses', 'メールアドレス', [0.97, 0.004, 7.5, -5, 6], {
    identity: 'email',
  }),
  phone: kind('user.contact.phone_number', 'phone numbers', '電話番号', [0.93, 0.02, 7, -5, 8], {
    identity: 'phone_number',
  }),
  fax: kind('user.contact.fax_number', 'fax numbers', 'FAX 番号', [0.9, 0.2, 0.5, -4, 8]),
  name: kind('user.name', 'names of persons', '人の氏名', [0.35, 0.012, 7, -1.5, 3]),
  family: kind('user.name.last', 'family names', '姓', [0.25, 0.015, 5.5, -1.5, 1]),
  given: kind('user.name.first', 'given names', '名', [0.3, 0.02, 5.5, -1.5, 1]),
  address: kind('user.contact.address', 'postal addresses', '住所', [0.75, 0.01, 7, -1.5, 5]),
  postal: kind('user.contact.address.postal_code', 'postal codes', '郵便番号', [0.97, 0.02, 6.5, -3, 4]),
  state: kind('user.contact.address.state', 'prefectures or states', '都道府県・州', [0.9, 0.02, 6, -2, 2]),
  city: kind('user.contact.address.city', 'cities or districts', '市区町村', [0.7, 0.02, 5, -0.3, 2]),
  street: kind(
    'user.contact.address.street',
    'streets and house numbers',
    '町名・番地・建物',
    [0.5, 0.03, 4, -1, 2],
  ),
  country: kind('user.contact.address.country', 'countries', '国', [0.45, 0.01, 4, -1, 2]),
  birth: kind('user.demographic.date_of_birth', 'dates of birth', '生年月日', [0.95, 0.35, 3.5, -5, 3]),
  gender: kind('user.demographic.gender', 'gender', '性別', [0.97, 0.01, 6, -1, 1]),
  nationality: kind('user.demographic', 'nationality', '国籍', [0.9, 0.2, 1, -2, 2]),
  demographic: kind('user.demographic', 'age, family status or the like', '年齢・婚姻など', NAME_ONLY),
  'my-number': kind(
    'user.government_id.national_identification_number',
    'individual numbers (My Number)',
    '個人番号(マイナンバー)',
    [0.97, 0.115, 9, -7, 12],
    careful,
  ),
  'corporate-number': kind(
    nothing,
    'corporate numbers (public)',
    '法人番号(公開情報)',
    [0.97, 0.12, 7, -7, 13],
  ),
  card: kind(
    'user.financial.credit_card',
    'payment card numbers',
    'カード番号',
    [0.97, 0.06, 8, -6, 13],
    careful,
  ),
  bank: kind('user.financial.bank_account', 'bank accounts', '銀行口座', [0.9, 0.01, 7, -0.5, 3]),
  licence: kind(
    'user.government_id.drivers_license_number',
    'driving licence numbers',
    '運転免許証番号',
    [0.97, 0.1, 4, -4, 8],
    careful,
  ),
  passport: kind(
    'user.government_id.passport_number',
    'passport numbers',
    '旅券番号',
    [0.95, 0.1, 3.2, -3, 7],
    careful,
  ),
  residence: kind(
    'user.government_id.immigration',
    'residence card numbers',
    '在留カード番号',
    [0.97, 0.01, 7, -4, 12],
    careful,
  ),
  pension: kind(
    'user.government_id',
    'basic pension numbers',
    '基礎年金番号',
    [0.95, 0.05, 4.5, -3, 10],
    careful,
  ),
  insurance: kind(
    'user.government_id',
    'health or employment insurance numbers',
    '健康保険・雇用保険の記号・番号',
    NAME_ONLY,
    careful,
  ),
  identity: kind(
    'user.government_id',
    'numbers of identity documents',
    '身分証明書の番号',
    NAME_ONLY,
    careful,
  ),
  health: kind('user.health_and_medical', 'health', '健康・病歴・診療', [0.4, 0.01, 6, -0.5, 2], careful),
  disability: kind('user.health_and_medical', 'disability', '障害', [0.4, 0.005, 5.5, -0.5, 2], careful),
  criminal: kind(
    'user.criminal_history',
    'criminal record or procedure',
    '犯罪の経歴・刑事手続',
    [0.4, 0.005, 5.5, -0.5, 2],
    careful,
  ),
  creed: kind(
    'user.demographic.religious_belief',
    'creed or religion',
    '信条・宗教',
    [0.5, 0.005, 5.5, -0.5, 2],
    careful,
  ),
  race: kind(
    'user.demographic.race_ethnicity',
    'race or ethnic origin',
    '人種・民族',
    [0.5, 0.005, 5.5, -0.5, 2],
    careful,
  ),
  'social-status': kind(
    'user.demographic',
    'social status or origin',
    '社会的身分・本籍',
    [0.4, 0.005, 5, -0.5, 2],
    careful,
  ),
  biometric: kind('user.biometric', 'features of the body', '身体の特徴(生体情報)', NAME_ONLY, careful),
  credential: kind(
    'user.authorization.password',
    'passwords, hashes of them or tokens',
    'パスワード・トークン',
    [0.9, 0.003, 7, -0.5, 1],
  ),
  ip: kind('user.device.ip_address', 'IP addresses', 'IP アドレス', [0.97, 0.003, 7, -5, 7]),
  mac: kind('user.device', 'MAC addresses', 'MAC アドレス', [0.97, 0.001, 7, -4, 12]),
  agent: kind('user.device', 'browsers and devices', 'ブラウザー・端末', [0.9, 0.001, 7, -1, 6]),
  device: kind('user.device.device_id', 'device ids', '端末の識別子', [0.9, 0.1, 1, -1, 8]),
  cookie: kind(
    'user.device.cookie_id',
    'cookie, visitor or session ids',
    'Cookie・訪問者・セッションの識別子',
    [0.5, 0.01, 5, 0, 8],
  ),
  geo: kind('user.location', 'places on the map', '位置情報', [0.95, 0.02, 4, -3, 3]),
  username: kind('user.account.username', 'user names', 'ユーザー名', NAME_ONLY),
  image: kind('user.content.self_image', 'pictures of persons', '人の写真', NAME_ONLY),
  job: kind('user.job_title', 'job titles', '職業・役職', NAME_ONLY),
  finance: kind('user.financial', 'income or credit', '収入・与信', NAME_ONLY),
  behavior: kind('user.behavior.browsing_history', 'pages visited', '閲覧した頁', NAME_ONLY),
  'free-text': kind('user.content', 'free text', '自由記述', [0.8, 0.1, 2.5, -1, 20]),
  company: kind(nothing, 'names of organisations', '組織の名称', [0.7, 0.005, 6, -1, 2]),
  product: kind(nothing, 'names of things', '物やサービスの名称', NAME_ONLY),
  code: kind(nothing, 'codes and numbers of the business', '業務上の番号・コード', NAME_ONLY),
  jan: kind(nothing, 'product codes (JAN/EAN)', '商品コード(JAN)', [0.97, 0.1, 6, -3, 8]),
  uuid: kind(nothing, 'random identifiers (UUID)', 'UUID', [0.97, 0.0005, 5, -3, 32]),
  hash: kind(nothing, 'hashes or encrypted values', 'ハッシュ値・暗号化された値', [0.97, 0.003, 4, -2, 20]),
  url: kind(nothing, 'web addresses', 'URL', [0.95, 0.001, 6, -2, 8]),
  version: kind(nothing, 'version numbers', 'バージョン番号', [0.9, 0.01, 4, -1, 3]),
  state_word: kind(nothing, 'states and types', '状態・種別', NAME_ONLY),
  amount: kind(nothing, 'amounts and measures', '金額・数量', NAME_ONLY),
  time: kind(nothing, 'dates of events', '出来事の日時', [0.95, 0.6, 0.5, -3, 4]),
} as const satisfies Record<string, KindFacts>

/** The name of a kind. */
export type Kind = keyof typeof KINDS

/** Tells whether a kind is about persons. */
export const isPersonal = (name: Kind): boolean => KINDS[name].category !== nothing
