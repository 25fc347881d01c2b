// SPDX-License-Identifier: Apache-2.0

const shortNames =
  '青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄'.split(
    ' ',
  )
const full = ['北海道', '東京都', '京都府', '大阪府', ...shortNames.map((name) => `${name}県`)]
const states = new Set([...full, '東京', '京都', '大阪', ...shortNames])
const americanStates =
  'alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,georgia,hawaii,idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,minnesota,mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,virginia,washington,west virginia,wisconsin,wyoming,ontario,quebec,british columbia,alberta,manitoba,saskatchewan,nova scotia,bayern,hessen,sachsen,berlin,hamburg,bremen,brandenburg,thüringen,niedersachsen,nordrhein-westfalen,baden-württemberg,schleswig-holstein,rheinland-pfalz,saarland,mecklenburg-vorpommern,sachsen-anhalt'.split(
    ',',
  )
const romanStates =
  'hokkaido,aomori,iwate,miyagi,akita,yamagata,fukushima,ibaraki,tochigi,gunma,saitama,chiba,tokyo,kanagawa,niigata,toyama,ishikawa,fukui,yamanashi,nagano,gifu,shizuoka,aichi,mie,shiga,kyoto,osaka,hyogo,nara,wakayama,tottori,shimane,okayama,hiroshima,yamaguchi,tokushima,kagawa,ehime,kochi,fukuoka,saga,nagasaki,kumamoto,oita,miyazaki,kagoshima,okinawa'.split(
    ',',
  )
const westernStates = new Set([...americanStates, ...romanStates])
const countries = new Set(
  (
    '日本 中国 韓国 大韓民国 台湾 香港 ベトナム タイ フィリピン インドネシア マレーシア シンガポール ミャンマー ネパール インド スリランカ バングラデシュ パキスタン モンゴル ブラジル ペルー アメリカ 米国 アメリカ合衆国 カナダ イギリス 英国 フランス ドイツ イタリア スペイン ロシア オーストラリア ニュージーランド 朝鮮 カンボジア ラオス メキシコ アルゼンチン トルコ ウクライナ ポーランド スイス オランダ ベルギー スウェーデン 日本国 ' +
    'japan china korea taiwan vietnam thailand philippines indonesia malaysia singapore myanmar nepal india bangladesh pakistan mongolia brazil peru usa canada uk france germany italy spain russia australia mexico argentina turkey ukraine poland switzerland netherlands belgium sweden norway denmark finland austria portugal ireland greece egypt chile colombia venezuela israel iran iraq kenya nigeria morocco cuba hungary romania bulgaria croatia serbia slovakia iceland cambodia laos algeria ' +
    'japanese chinese korean vietnamese filipino indian american british french german italian spanish brazilian nepalese'
  ).split(' '),
)
for (const name of 'united states,united states of america,united kingdom,south korea,south africa,new zealand,saudi arabia,viet nam,hong kong,sri lanka,czech republic,costa rica,dominican republic,russian federation'.split(
  ',',
))
  countries.add(name)

const beginsWithState = new RegExp(`^(?:${full.join('|')})`, 'u')
const lot =
  /(?:[0-9一二三四五六七八九十]+(?:丁目|番地|番|号|条)|[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}ー々ヶノ][0-9]+-[0-9]+(?:-[0-9]+)*(?!\d))/u
const town =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ヶケノー]{1,8}?[市区郡][\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ヶケノー0-9]+/u
const onlyCity = /^(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ヶケノー]{1,6}(?:市|区|郡|町|村)){1,2}$/u
/** Words with the same last character as a town that are none. */
const noCity = /(?:都市|地区|学区|特区|区|夜市|朝市|見本市|市町村|町|村|市)$/u
const onlyLot =
  /^(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ヶケノー]{0,10})(?:[0-9一二三四五六七八九十]+(?:丁目|番地?|号)|[0-9]+-[0-9]+(?:-[0-9]+)?)/u
const streetWord =
  /\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|sq|terrace|ter|parkway|pkwy|highway|hwy|circle|cir|close|crescent|mews|row|gardens|grove|hill|walk|trail|loop|alley|plaza|ridge|route|turnpike|crossing|extension|island|junction|pike|estate|estates|green|park|view|vista|quay|broadway|apt|suite|ste|unit|floor)\b\.?/i
const numberFirst = /^\d{1,6}[A-Za-z]?(?:[-/]\d+[A-Za-z]?)?,?\s+\p{L}/u
const numberLast =
  /^(?:[\p{L}.'’-]+\s){0,4}[\p{L}.'’-]*(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|ufer|damm|steig|berg|hof|laan|straat|gade|gatan|vej|rue|avenue|boulevard|chemin|quai|place|via|viale|piazza|corso|strada|borgo|contrada|largo|vicolo|calle|camino|carretera|ronda|barrio|urbanización|avenida|plaza|paseo|rua)\b.{0,30}\d{1,5}\s?[a-z]?\b/iu
const frenchFirst =
  /^\d{1,5}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|chemin|quai|place|impasse|allée|cours|passage|voie|route)\s/iu

/** Tells whether a text (already NFKC) is a prefecture, a state of America, Canada or Germany, in full or short. */
export const isState = (text: string): boolean => states.has(text) || westernStates.has(text.toLowerCase())

/** Tells whether a text is the name of a country, or a word for its people. */
export const isCountry = (text: string): boolean => countries.has(text) || countries.has(text.toLowerCase())

/** Tells whether a text (already NFKC) is an address of Japan that says more than a prefecture. */
export const isJapaneseAddress = (text: string): boolean => {
  const plain = text
    .replace(/^〒?\s?\d{3}-?\d{4}\s*/, '')
    .replace(/[‐‑–—−ー](?=\d)/g, '-')
    .replace(/\s/g, '')
  if (plain.length < 5 || plain.length > 120 || /[。?？!！]/.test(plain)) return false
  if (beginsWithState.test(plain)) return plain.length >= 6 && /[市区町村郡]|\d/.test(plain)
  return (
    (town.test(plain) && (lot.test(plain) || /\d/.test(plain))) || (lot.test(plain) && onlyLot.test(plain))
  )
}

/** Tells whether a text is the name of a town, ward or village of Japan by its last character. */
export const isJapaneseCity = (text: string): boolean =>
  onlyCity.test(text) && text.length >= 3 && noCity.test(text)

/** Tells whether a text is a town part with its numbers, as columns beside a city hold it. */
export const isLot = (text: string): boolean => text.length <= 60 && onlyLot.test(text)

/** Tells whether a text is an address as Europe and America write it. */
export const isWesternAddress = (text: string): boolean => {
  if (text.length < 6 || text.length > 120) return false
  if (/^P\.?\s?O\.?\s?Box\s+\d/i.test(text)) return true
  if (numberFirst.test(text)) return streetWord.test(text) || frenchFirst.test(text)
  return /\d/.test(text) && (numberLast.test(text) || /,.*\b\d{5}(?:-\d{4})?\b/.test(text))
}
