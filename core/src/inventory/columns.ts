// SPDX-License-Identifier: Apache-2.0

/** A text in both languages. */
export interface Local {
  readonly ja: string
  readonly en: string
}

/** One thing that can be chosen in a cell: its id is stored, its name is shown. */
export interface Choice {
  readonly id: string
  readonly name: Local
}

/** What a cell of a column holds: `list` is one thing a line, `choice` one of a few, `date` a day (YYYY-MM-DD). */
export type ColumnKind = 'text' | 'list' | 'choice' | 'date'

/** A column of the inventory: what the PrivacyMark practice and the regulator's data-mapping sheet ask for. */
export interface Column {
  readonly id: string
  readonly name: Local
  readonly group: (typeof groups)[number]['id']
  readonly kind: ColumnKind
  readonly choices: readonly Choice[]
  /** Whose column it is: the PrivacyMark practice's, the regulator's sheet's, or both. */
  readonly of: 'jis' | 'ppc' | 'both'
  /** What is written here, for the sheet of explanations and the screen. */
  readonly says: Local
  /** Width in characters in a spreadsheet. */
  readonly width: number
}

const local = (ja: string, en: string): Local => ({ ja, en })

/** The groups of columns, after the regulator's sheet: basics, handling inside, contractors, third parties, and control. */
export const groups = [
  { id: 'basics', name: local('基本', 'Basics') },
  { id: 'acquisition', name: local('取得', 'Acquisition') },
  { id: 'inside', name: local('社内での取扱い', 'Handling inside') },
  { id: 'outside', name: local('委託・提供・越境', 'Contractors, third parties, abroad') },
  { id: 'end', name: local('期限と廃棄', 'Periods and disposal') },
  { id: 'control', name: local('区分とリスク', 'Flags and risk') },
] as const

const yesNo: readonly Choice[] = [
  { id: 'yes', name: local('有', 'Yes') },
  { id: 'no', name: local('無', 'No') },
]
const media: readonly Choice[] = [
  { id: 'electronic', name: local('電子', 'Electronic') },
  { id: 'paper', name: local('紙', 'Paper') },
  { id: 'both', name: local('電子と紙', 'Electronic and paper') },
]
const severities: readonly Choice[] = [
  { id: 'high', name: local('高', 'High') },
  { id: 'medium', name: local('中', 'Medium') },
  { id: 'low', name: local('低', 'Low') },
]
const bases: readonly Choice[] = [
  { id: 'consent', name: local('同意', 'Consent') },
  { id: 'contract', name: local('契約', 'Contract') },
  { id: 'legal-obligation', name: local('法令上の義務', 'Legal obligation') },
  { id: 'vital-interests', name: local('生命・身体の保護', 'Vital interests') },
  { id: 'public-task', name: local('公益', 'Public task') },
  { id: 'legitimate-interests', name: local('正当な利益', 'Legitimate interests') },
]

type Row = readonly [
  id: string,
  ja: string,
  en: string,
  of: Column['of'],
  kind: ColumnKind | readonly Choice[],
  width: number,
  saysJa: string,
  saysEn: string,
]

const rows: Readonly<Record<Column['group'], readonly Row[]>> = {
  basics: [
    [
      'process',
      '業務',
      'Process',
      'jis',
      'list',
      20,
      '情報を取り扱う業務の名称。1行に1つ。',
      'The business process that handles the data; one a line.',
    ],
    [
      'department',
      '部署',
      'Department',
      'both',
      'list',
      18,
      '取り扱う部署。見直しは部署ごとに行える。',
      'The department that handles it; reviews can go by department.',
    ],
    [
      'item',
      '個人情報の項目',
      'Item',
      'both',
      'text',
      28,
      '情報の種類。個々の人の情報は書かない。',
      'The kind of data; never the data of anybody.',
    ],
    [
      'subject',
      '本人の区分',
      'Data subjects',
      'both',
      'list',
      20,
      'だれの情報か（顧客、従業員など）。',
      'Whose data it is: customers, employees …',
    ],
    [
      'count',
      '件数',
      'Count',
      'both',
      'text',
      12,
      '本人のおおよその数（例：約1万人）。',
      'Roughly how many people, e.g. about 10,000.',
    ],
    [
      'region',
      '本人の国・地域',
      'Countries of data subjects',
      'ppc',
      'list',
      14,
      '本人のいる国・地域。',
      'Where the people are.',
    ],
    [
      'purpose',
      '利用目的',
      'Purpose',
      'both',
      'list',
      32,
      '方針に定めた利用目的。',
      'The purpose as the policy states it.',
    ],
    ['basis', '法的根拠', 'Legal basis', 'ppc', bases, 14, '利用の根拠。', 'The ground for using it.'],
  ],
  acquisition: [
    [
      'route',
      '取得元・経路',
      'Source',
      'both',
      'list',
      22,
      'どこから入るか（申込書、ウェブサイト、第三者など）。',
      'Where it comes from: form, website, third party …',
    ],
    [
      'method',
      '取得方法',
      'Method',
      'both',
      'list',
      18,
      '本人から、第三者から、自動取得など。',
      'From the person, a third party, automatically …',
    ],
    [
      'direct',
      '直接書面取得',
      'Obtained in writing',
      'jis',
      yesNo,
      10,
      '本人から書面（画面を含む）で直接取得するか。',
      'Whether the person writes it themselves, on paper or a screen.',
    ],
    [
      'consent',
      '本人同意',
      'Consent',
      'jis',
      yesNo,
      10,
      '取得や利用に本人の同意を得ているか。',
      'Whether the person has consented.',
    ],
  ],
  inside: [
    [
      'system',
      'システム・台帳',
      'System or file',
      'ppc',
      'list',
      22,
      '情報を収めるシステムや紙の台帳の名称。1行に1つ。',
      'The system or paper file that holds it; one a line.',
    ],
    [
      'fields',
      'データの所在',
      'Tables and fields',
      'ppc',
      'list',
      34,
      'システムの中の表と項目。',
      'Tables and fields inside the system.',
    ],
    ['medium', '媒体', 'Medium', 'both', media, 12, '電子、紙、又は両方。', 'Electronic, paper or both.'],
    [
      'place',
      '保管場所',
      'Place',
      'both',
      'list',
      24,
      'サーバー、書庫、キャビネットなどの場所。',
      'Server, archive, cabinet …',
    ],
    [
      'placeCountry',
      '保管場所の国',
      'Country of the place',
      'ppc',
      'list',
      12,
      '情報が置かれる国（クラウドを含む）。',
      'The country where it is kept, clouds included.',
    ],
    [
      'access',
      'アクセス権者',
      'Access holders',
      'both',
      'list',
      24,
      '見られる人の役割。氏名は書かない。',
      'The roles that may see it, not names of people.',
    ],
    [
      'manager',
      '管理責任者',
      'Manager',
      'both',
      'text',
      20,
      '責任を負う役割。氏名は書かない。',
      'The role that answers for it, not a name.',
    ],
    [
      'measures',
      '安全管理措置',
      'Security measures',
      'ppc',
      'list',
      30,
      '施錠、暗号化、アクセス制御など。',
      'Locks, encryption, access control …',
    ],
  ],
  outside: [
    [
      'entrustee',
      '委託先',
      'Contractors',
      'both',
      'list',
      24,
      '取扱いを委託する相手の区分。',
      'To whom handling is entrusted.',
    ],
    [
      'reentrust',
      '再委託',
      'Re-entrustment',
      'ppc',
      yesNo,
      10,
      '委託先がさらに委託するか。',
      'Whether contractors entrust it further.',
    ],
    [
      'provision',
      '第三者提供・共同利用',
      'Third parties, joint use',
      'both',
      'list',
      24,
      '提供先や共同利用する者の区分。',
      'Third parties and joint users.',
    ],
    [
      'provisionGround',
      '提供の根拠',
      'Ground of provision',
      'ppc',
      'list',
      24,
      '提供を許す根拠。',
      'What permits the provision.',
    ],
    [
      'abroad',
      '越境（国）',
      'Countries abroad',
      'ppc',
      'list',
      14,
      '渡る先の外国。',
      'Foreign countries it goes to.',
    ],
  ],
  end: [
    [
      'useLimit',
      '利用期限',
      'Use limit',
      'jis',
      'list',
      24,
      'いつまで利用するか。',
      'Until when it is used.',
    ],
    [
      'storageLimit',
      '保管期限',
      'Storage limit',
      'both',
      'list',
      26,
      'いつまで保管するか。',
      'Until when it is kept.',
    ],
    [
      'disposal',
      '廃棄方法',
      'Disposal',
      'both',
      'list',
      28,
      '期限の後の廃棄の方法。',
      'How it is disposed of.',
    ],
  ],
  control: [
    [
      'specialCare',
      '要配慮個人情報',
      'Special-care',
      'both',
      yesNo,
      10,
      '要配慮個人情報を含むか。',
      'Whether it holds special-care personal information.',
    ],
    [
      'myNumber',
      '個人番号',
      'My Number',
      'ppc',
      yesNo,
      10,
      '個人番号を含むか。',
      'Whether it holds individual numbers.',
    ],
    [
      'retained',
      '保有個人データ',
      'Retained personal data',
      'jis',
      yesNo,
      10,
      '開示などの請求に応じる権限がある情報か。',
      'Whether the organisation can answer requests about it.',
    ],
    [
      'severity',
      '重要度',
      'Severity',
      'jis',
      severities,
      10,
      '漏えいしたときの影響の大きさ。',
      'How bad a leak of it would be.',
    ],
    [
      'note',
      '備考',
      'Note',
      'jis',
      'text',
      30,
      'その他。個々の人の情報は書かない。',
      'Anything else; never the data of anybody.',
    ],
  ],
}

/** All columns in the order of the sheet. */
export const columns: readonly Column[] = groups.flatMap(({ id: group }) =>
  rows[group].map(([id, ja, en, of, kind, width, saysJa, saysEn]) => ({
    id,
    name: local(ja, en),
    group,
    kind: typeof kind === 'string' ? kind : ('choice' as const),
    choices: typeof kind === 'string' ? [] : kind,
    of,
    says: local(saysJa, saysEn),
    width,
  })),
)

const byId = new Map(columns.map((column) => [column.id, column]))

/** The column of an id. */
export function columnOf(id: string): Column | undefined {
  return byId.get(id)
}
