// SPDX-License-Identifier: Apache-2.0
import type { Kind } from '@yakusoku/core/classify'
import type { Labelled } from './measure.ts'

/** Weights written out, so that the check digit is reckoned another way than the code under test reckons it. */
const weighed = (digits: string, weights: readonly number[]): number =>
  Array.from(digits).reduce((sum, digit, i) => sum + Number(digit) * (weights[i] ?? 0), 0)

const elevens = (seed: number, count: number, length: number): string[] => {
  let state = BigInt(seed)
  return Array.from({ length: count }, () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
    return String(state >> 9n)
      .padStart(length + 2, '7')
      .slice(-length)
  })
}

const myNumbers = (seed: number, count: number): string[] =>
  elevens(seed, count, 11).map((base) => {
    const rest = weighed(base, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return base + (rest < 2 ? '0' : String(11 - rest))
  })

const corporate = (seed: number, count: number): string[] =>
  elevens(seed, count, 12).map((base) => 9 - (weighed(base, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) + base)

const jan = (seed: number, count: number): string[] =>
  elevens(seed, count, 10).map((base) => {
    const digits = `49${base}`
    return digits + ((10 - (weighed(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10)
  })

type Row = readonly [Kind | 'none', string, string | readonly string[]]

const tuned: readonly Row[] = [
  ['my-number', 'bare', myNumbers(7, 30)],
  ['none', 'twelve digits, no check', elevens(11, 40, 12)],
  ['none', 'corporate numbers', corporate(5, 30)],
  ['none', 'invoice registration', corporate(6, 30).map((n) => `T${n}`)],
  ['none', 'JAN', jan(3, 30)],
  ['name', 'kanji', '田中 太郎|鈴木 花子|佐藤健一|高橋 美咲|伊藤 翔太|渡辺 さくら|山本陽子|中村 大輔'],
  [
    'name',
    'kana',
    'タナカ タロウ|スズキ ハナコ|サトウ ケンイチ|タカハシ ミサキ|イトウ ショウタ|ワタナベ サクラ',
  ],
  ['name', 'romaji', 'Tanaka Taro|Suzuki Hanako|Kenichi Sato|MISAKI TAKAHASHI|Shota Ito|Sakura Watanabe'],
  ['family', 'kanji', '田中|鈴木|佐藤|高橋|伊藤|渡辺|山本|中村|小林|加藤'],
  ['given', 'kanji', '太郎|花子|健一|美咲|翔太|陽子|大輔|由美|拓也|恵子'],
  [
    'address',
    'Japanese',
    '東京都千代田区丸の内1-1-1|大阪府大阪市北区梅田3丁目1番3号|北海道札幌市中央区北1条西2|名古屋市中区栄3-15-33|福岡県福岡市博多区博多駅前2-1',
  ],
  ['birth', 'eras', '昭和60年1月2日|昭和45年12月31日|平成3年5月5日|昭和28年8月15日|平成元年2月1日|S52.3.4'],
  ['birth', 'eight digits', '19850102|19720315|19991231|20010708|19640229|19550505|19880808'],
  ['none', 'hire dates', '2019-04-01|2020-10-01|2021-04-01|2022-07-15|2023-04-01|2024-01-10|2025-04-01'],
  ['none', 'status', 'active|inactive|pending|active|active|closed|pending'],
  ['none', 'Japanese states', '未対応|対応中|完了|保留|完了|未対応|差戻し'],
  [
    'none',
    'products',
    'ワイヤレスイヤホン|折りたたみ傘 黒|ステンレスボトル 500ml|綿タオル 3枚組|電気ケトル|有機緑茶 100g',
  ],
  ['none', 'departments', '営業部|総務課|開発第一グループ|経理部|人事課|品質保証室'],
  [
    'none',
    'companies',
    '株式会社青空商事|有限会社みどり|合同会社ミナト|山田工業株式会社|(株)北斗|医療法人社団さくら会',
  ],
  ['health', 'diagnoses', '高血圧症|2型糖尿病|気管支喘息|腰椎椎間板ヘルニア|なし|花粉症|うつ病|骨折'],
  ['health', 'allergies', 'Penicillin allergy|asthma|none|Type 2 diabetes|hypertension|none|migraine'],
  [
    'free-text',
    'memo',
    '先日お電話したところ、来週の訪問を希望されていました。|奥様は糖尿病のため甘いものは控えてください。|090-1111-2222 に連絡してほしいとのことです。|特に問題ありませんでした。次回も同じ担当でお願いします。',
  ],
  [
    'bank',
    'branch and number',
    'みらい銀行 本店営業部 普通 1234567|あおば信用金庫 駅前支店 普通 7654321|ひかり銀行 中央支店 当座 0012345',
  ],
  ['residence', 'cards', 'AB12345678CD|XY98765432ZW|CD45678901EF|GH11112222IJ'],
  [
    'credential',
    'bcrypt',
    '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy|$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
  ],
  [
    'none',
    'timestamps',
    '2026-01-02T10:11:12Z|2026-03-04T08:00:01Z|2025-12-30T23:59:59Z|2026-02-11T14:30:00Z',
  ],
  ['none', 'versions', '1.2.3|2.0.0|1.10.4|3.0.0-rc.1|2.4.1'],
  [
    'phone',
    'full-width',
    '０９０－１２３４－５６７８|０３－１２３４－５６７８|０１２０－１２３－４５６|０８０１２３４５６７８',
  ],
]

const reported: readonly Row[] = [
  [
    'my-number',
    'with spaces',
    myNumbers(101, 40).map((n) => `${n.slice(0, 4)} ${n.slice(4, 8)} ${n.slice(8)}`),
  ],
  [
    'my-number',
    'with hyphens',
    myNumbers(102, 25).map((n) => `${n.slice(0, 4)}-${n.slice(4, 8)}-${n.slice(8)}`),
  ],
  [
    'my-number',
    'full-width',
    myNumbers(103, 20).map((n) => n.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))),
  ],
  [
    'my-number',
    'one in ten mistyped',
    myNumbers(104, 40).map((n, i) => (i % 10 ? n : n.slice(0, 11) + ((Number(n[11]) + 1) % 10))),
  ],
  ['none', 'slip numbers of twelve digits', elevens(201, 60, 12)],
  ['none', 'slip numbers, counted up', Array.from({ length: 60 }, (_, i) => String(202_601_000_001 + i * 7))],
  [
    'none',
    'tracking numbers, checked by seven',
    Array.from({ length: 40 }, (_, i) => String(40_012_345_000 + i * 13)).map((n) => n + (Number(n) % 7)),
  ],
  ['none', 'corporate numbers', corporate(301, 40)],
  ['none', 'invoice registration', corporate(302, 40).map((n) => `T${n}`)],
  ['none', 'JAN', jan(303, 40)],
  [
    'none',
    'thirteen digits, milliseconds',
    Array.from({ length: 40 }, (_, i) => String(1_767_225_600_000 + i * 86_400_321)),
  ],
  ['none', 'seconds', Array.from({ length: 40 }, (_, i) => String(1_767_225_600 + i * 86_401))],
  [
    'none',
    'UUID',
    '0b9f2c1e-5d3a-4c1b-9a77-1f2e3d4c5b6a|7c6d5e4f-3a2b-4190-8877-665544332211|1c2d3e4f-aaaa-4bbb-8ccc-ddddeeeeffff',
  ],
  [
    'none',
    'order numbers',
    '250-1234567-8901234|249-7654321-1098765|503-1111111-2222222|250-3333333-4444444',
  ],
  ['none', 'quotation numbers', 'Q2026-0001|Q2026-0002|Q2026-0013|Q2026-0104|Q2025-0991'],
  ['none', 'serial numbers', 'SN12345678AB|SN22345678AC|SN32345678AD|SN42345678AE'],
  ['none', 'prices', '1980|2980|500|12000|350|7700|980'],
  ['none', 'prices with sign', '¥1,980|¥12,000|¥350|¥7,700|¥980'],
  ['none', 'sizes', 'S|M|L|XL|M|S|L'],
  ['none', 'blood pressure machines', 'HEM-7120|HEM-6183|UA-767|HEM-7511T'],
  ['none', 'station names', '横浜駅|大宮駅|博多駅|三宮駅|仙台駅'],
  ['none', 'Japanese product names', 'あきたこまち 5kg|博多明太子|宇治抹茶ラテ|北海道バター|山形さくらんぼ'],
  [
    'none',
    'English product names',
    'Stainless Steel Bottle|Folding Umbrella|Wireless Earbuds Pro|Cotton Towel Set|Electric Kettle',
  ],
  [
    'none',
    'English company names',
    'Northwind Bakery Ltd|Harbor Logistics Inc.|Blue Ridge Partners|Sato & Sons|Meyer GmbH',
  ],
  [
    'none',
    'Japanese company names',
    '大和川運輸株式会社|有限会社ことり製菓|一般社団法人海風|㈱東雲精機|合同会社のはら|信濃川信用金庫',
  ],
  ['none', 'shops', '渋谷店|新宿西口店|梅田本店|天神店|札幌駅前店'],
  ['none', 'job titles', '部長|課長|主任|係長|一般|店長'],
  ['none', 'weekdays', '月|火|水|木|金|土|日'],
  ['none', 'units', '個|本|枚|箱|kg|式'],
  ['none', 'machine faults', 'ネットワーク障害|電源障害|ディスク障害|なし|ネットワーク障害'],
  [
    'none',
    'event dates with time',
    '2026-04-01 09:15:00|2026-04-02 18:40:12|2026-05-11 07:05:59|2026-06-30 23:00:01',
  ],
  ['none', 'release dates', '2024/04/01|2024/10/01|2025/04/01|2025/10/01|2026/04/01|2026/07/07'],
  [
    'none',
    'git revisions',
    'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3|de9f2c7fd25e1b3afad3e85a0bd17d9b100db4b3|2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  ],
  ['none', 'semantic versions of four parts', '10.0.19041.1|10.0.22631.4|6.3.9600.0|10.0.17763.2'],
  ['none', 'colours', '赤|青|緑|白|黒|紺'],
  ['none', 'movie titles', '春の約束|夜の海|はじまりの駅|山と少年|雨上がりの猫'],
  ['name', 'kanji together', '小野寺翼|五十嵐優奈|佐々木蓮|長谷川結衣|宇都宮誠|大久保彩花|勅使河原悟|森陽菜'],
  ['name', 'kanji, wide space, titles', '小野寺　翼様|五十嵐　優奈様|佐々木　蓮様|長谷川　結衣様|森　陽菜様'],
  ['name', 'half-width kana', 'ｵﾉﾃﾞﾗ ﾂﾊﾞｻ|ｲｶﾞﾗｼ ﾕｳﾅ|ｻｻｷ ﾚﾝ|ﾊｾｶﾞﾜ ﾕｲ|ｳﾂﾉﾐﾔ ﾏｺﾄ'],
  ['name', 'hiragana', 'おのでら つばさ|いがらし ゆうな|ささき れん|はせがわ ゆい|もり ひな'],
  ['name', 'romaji upper', 'ONODERA TSUBASA|IGARASHI YUNA|SASAKI REN|HASEGAWA YUI|MORI HINA'],
  [
    'name',
    'romaji western order',
    'Tsubasa Onodera|Yuna Igarashi|Ren Sasaki|Yui Hasegawa|Hina Mori|Shun Ōtani',
  ],
  ['name', 'rare family names', '四十万谷 隼|薬袋 心春|小鳥遊 凛|一尺八寸 徹|御手洗 唯|服部 蒼'],
  [
    'name',
    'names of people from elsewhere',
    'グエン・ティ・ラン|ジョン・スミス|マリア サントス|李 明|キム ミンジュン|アリ ハッサン',
  ],
  [
    'name',
    'English with titles',
    'Mr. Oliver Hughes|Ms Charlotte Webb|Dr. Amelia Knight|Prof. George Palmer|Isla Murray',
  ],
  [
    'name',
    'English, family name first',
    'Hughes, Oliver|Webb, Charlotte|Knight, Amelia|Palmer, George|Murray, Isla',
  ],
  ['family', 'kana', 'オノデラ|イガラシ|ササキ|ハセガワ|ウツノミヤ|モリ|オオタニ'],
  ['given', 'kana', 'ツバサ|ユウナ|レン|ユイ|マコト|ヒナ|ショウヘイ'],
  ['given', 'English', 'Oliver|Charlotte|Amelia|George|Isla|Freddie|Poppy'],
  ['phone', 'mobiles', '090-2345-6789|080-9876-5432|070-1111-2222|090-5555-4444|080-3333-2222'],
  ['phone', 'landlines', '03-3456-7890|06-6123-4567|045-123-4567|0466-12-3456|01234-5-6789|(052)123-4567'],
  ['phone', 'bare', '0312345678|09012345678|08098765432|0665432109|0451234567|07011112222'],
  ['phone', 'country code', '+81-90-1234-5678|+81 3 1234 5678|+819012345678|+81-6-6123-4567'],
  ['phone', 'toll-free', '0120-123-456|0120-987-654|0800-123-4567|0570-012-345'],
  [
    'address',
    'Japanese, full-width',
    '神奈川県横浜市西区みなとみらい２－３－１|京都市下京区烏丸通七条下る東塩小路町７２１－１|埼玉県さいたま市大宮区桜木町１丁目７－５|兵庫県神戸市中央区三宮町１－９',
  ],
  [
    'address',
    'Japanese, with postal code',
    '〒220-0012 神奈川県横浜市西区みなとみらい2-3-1|〒600-8216 京都府京都市下京区東塩小路町721|〒330-0854 埼玉県さいたま市大宮区桜木町1-7',
  ],
  [
    'address',
    'Japanese, kanji numerals',
    '長野県松本市中央一丁目二番三号|新潟県新潟市中央区万代三丁目一番一号|広島県広島市中区基町六番七八号',
  ],
  [
    'address',
    'English',
    '221B Baker Street|10 Downing St, London|350 Fifth Avenue, Suite 3300|1600 Amphitheatre Pkwy|4 Privet Drive',
  ],
  ['address', 'German', 'Hauptstraße 12|Am Markt 3, 10115 Berlin|Lindenweg 7a|Bahnhofstr. 45|Goethestraße 9'],
  ['city', 'Japanese', '横浜市|札幌市中央区|所沢市|軽井沢町|世田谷区|白川村|松本市'],
  ['state', 'Japanese', '神奈川県|京都府|埼玉県|長野県|広島県|北海道|東京都'],
  ['postal', 'full-width', '２２０－００１２|６００－８２１６|３３０－０８５４|３９０－０８７３'],
  ['birth', 'eras abbreviated', 'S60.1.2|H3.5.5|S28.8.15|S45.12.31|H12.2.29|S39.10.10'],
  ['birth', 'slashes', '1985/1/2|1991/5/5|1953/08/15|1970/12/31|2000/2/29|1964/10/10'],
  ['birth', 'Japanese writing', '1985年1月2日|1991年5月5日|1953年8月15日|1970年12月31日|2000年2月29日'],
  ['birth', 'day first', '02/01/1985|05/05/1991|15/08/1953|31/12/1970|29/02/2000|10/10/1964'],
  [
    'card',
    'with hyphens',
    '4111-1111-1111-1111|5500-0000-0000-0004|4012-8888-8888-1881|3530-1113-3330-0000|6011-1111-1111-1117',
  ],
  ['card', 'bare', '4242424242424242|378282246310005|30569309025904|5105105105105100|3566002020360505'],
  [
    'bank',
    'IBAN',
    'DE89370400440532013000|GB29NWBK60161331926819|FR1420041010050500013M02606|CH9300762011623852957',
  ],
  ['bank', 'codes and number', '0001-001-1234567|0005-123-7654321|0009-456-0012345|0036-251-9876543'],
  [
    'bank',
    'sentences',
    'あさひ銀行 丸の内支店(普通)1234567|みどり信用金庫 本店 普通 0098765|うみかぜ労金 駅前支店 普通預金 5551234',
  ],
  ['residence', 'cards', 'EF23456789GH|KL34567890MN|PQ45678901RS|TU56789012VW|WX67890123YZ'],
  ['ip', 'v6', '2001:db8::1|2001:db8:85a3::8a2e:370:7334|fe80::1ff:fe23:4567:890a|::1'],
  ['mac', 'hyphens', '00-1A-2B-3C-4D-5E|AC-DE-48-00-11-22|F0-18-98-AA-BB-CC'],
  [
    'agent',
    'browsers',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15|Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/132.0',
  ],
  [
    'cookie',
    'analytics',
    'GA1.2.1234567890.1700000000|GA1.1.987654321.1711111111|GA1.2.555555555.1722222222',
  ],
  ['geo', 'pairs', '35.681236,139.767125|34.702485,135.495951|43.068661,141.350755|33.589728,130.420727'],
  [
    'credential',
    'argon2',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dWRWJTmaaJObG|$argon2id$v=19$m=65536,t=3,p=4$b3RoZXJzYWx0$QdescudvJCsgt3ub+b7dWRWJTmaaJObG',
  ],
  [
    'credential',
    'tokens',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789|sk_live_4eC39HqLyjWDarjtT1zdp7dc|xoxb-123456789012-abcdefghijkl',
  ],
  ['gender', 'Japanese', '男性|女性|女性|男性|その他|回答しない'],
  ['gender', 'letters', 'M|F|F|M|M|F|F'],
  [
    'health',
    'Japanese diagnoses',
    '慢性腎臓病 ステージ3|逆流性食道炎|不整脈の疑い|子宮筋腫|甲状腺機能低下症|特になし|脂質異常症|パニック障害',
  ],
  [
    'health',
    'prescriptions',
    'アムロジピン錠5mg|ロキソプロフェン錠60mg|インスリン グラルギン|メトホルミン錠250mg|処方なし',
  ],
  [
    'health',
    'English conditions',
    'Atrial fibrillation|Rheumatoid arthritis|No known conditions|Chronic kidney disease|Major depressive disorder|Lactose intolerance',
  ],
  ['disability', 'Japanese', '身体障害者手帳2級|療育手帳B1|なし|精神障害者保健福祉手帳3級|要介護3|視覚障害'],
  ['criminal', 'Japanese', 'なし|窃盗罪により罰金刑|なし|執行猶予中|傷害で逮捕歴あり|保護観察処分'],
  ['creed', 'Japanese', '浄土真宗|キリスト教(カトリック)|無宗教|イスラム教|創価学会|曹洞宗'],
  ['creed', 'English', 'Roman Catholic|Muslim|Buddhist|Prefer not to say|Hindu|Atheist'],
  ['race', 'English', 'White British|Hispanic or Latino|Asian American|African American|Prefer not to say'],
  [
    'free-text',
    'inquiries',
    '先月注文した商品がまだ届きません。090-1234-9999 までご連絡ください。|退会の手続きを教えてください。よろしくお願いいたします。|請求書の宛名を変更したいです。担当の小野寺様にお伝えください。|返品したいのですが、送り先の住所はどこでしょうか。',
  ],
  [
    'free-text',
    'English notes',
    'Customer called about the late delivery and asked to be reached at jane@example.com instead.|She mentioned that her husband has diabetes and needs the box kept cold.|No issues were found during the visit and the customer was happy with it.|He would like to move the appointment because of surgery next month.',
  ],
]

const labelled = ([truth, what, values]: Row): Labelled => ({
  truth,
  what,
  table: 't',
  column: 'c',
  type: 'text',
  values: typeof values === 'string' ? values.split('|') : values,
})

/** Columns written by hand, without a telling name: what generators do not make, and what is easily mistaken. */
export const handColumns = (half: 0 | 1): Labelled[] => (half === 0 ? tuned : reported).map(labelled)
