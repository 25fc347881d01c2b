// SPDX-License-Identifier: Apache-2.0
import type { Kind } from './kinds.ts'

const list = (text: string): string =>
  text
    .trim()
    .split(/\s*,\s*/)
    .join('|')
const japanese = (kind: Kind, text: string) => [kind, new RegExp(list(text), 'u')] as const
const english = (kind: Kind, text: string) => [kind, new RegExp(`\\b(?:${list(text)})`, 'i')] as const

/** Words for the special care-required categories of 個人情報保護法2条3項 and its Order 2, most telling first. */
const japaneseCare = [
  japanese(
    'disability',
    '障害者?手帳, 療育手帳, 身体障害, 知的障害, 精神障害, 発達障害, 視覚障害, 聴覚障害, 肢体不自由, 自閉症, 難聴, 要介護[1-5１-５一二三四五], 要支援[12１２], 障害等級, 車いす, 車椅子, 人工透析, ペースメーカー',
  ),
  japanese(
    'criminal',
    '前科, 有罪, 懲役, 執行猶予, 逮捕, 起訴, 勾留, 書類送検, 服役, 罰金刑, 禁錮, 少年院, 保護観察, 家庭裁判所, 家裁送致, 保護処分, 犯罪被害, 被害届, 詐欺罪, 窃盗罪, 暴行罪, 傷害罪, 刑期',
  ),
  japanese(
    'creed',
    'キリスト教, 仏教, 浄土真宗, 浄土宗, 曹洞宗, 日蓮宗, 真言宗, 天台宗, 臨済宗, イスラム教, イスラーム, ヒンドゥー教, ヒンズー教, カトリック, プロテスタント, 神道, 無宗教, 信者, 信仰, 支持政党, ユダヤ教',
  ),
  japanese(
    'race',
    'アイヌ, 琉球民族, 在日朝鮮, 在日韓国人, 日系[二三]世, 白人, 黒人, 人種, 民族, ヒスパニック',
  ),
  japanese('social-status', '被差別部落, 同和地区, 嫡出でない, 非嫡出, 本籍'),
  japanese(
    'health',
    '病$, 病[)(・、]|病型, 病院, 疾患, 症$, 症[)(・、状], 症候群, 高血圧, 糖尿, がん$, 癌, 腫瘍, 骨折, 喘息, ぜんそく, アレルギー, アトピー, 花粉症, 肺炎, 結核, 胃炎, 肝炎, 腎, 心不全, 不整脈, 心筋梗塞, 狭心, 脳梗塞, 脳出血, 脳卒中, うつ, 鬱, 認知, てんかん, 貧血, 腰痛, 片頭痛, 頭痛, 発熱, ヘルニア, リウマチ, 緑内障, 白内障, 通院, 入院, 手術, 投薬, 服薬, 処方, 服用, 診断, 治療, 既往, 妊娠, 要再検査, 要精密検査, 要経過観察, 血圧, 血糖, コレステロール, インフルエンザ, コロナ陽性, 新型コロナ, 錠$, 錠\\d, mg錠, カプセル, インスリン, ワクチン, 血液型, 体調不良',
  ),
] as const

/** The same in English. */
const englishCare = [
  english(
    'disability',
    'disab(?:ility|led), wheelchair, blind(?:ness)?\\b, deaf(?:ness)?\\b, autis(?:m|tic), adhd\\b, paraly[sz], amput, hearing impair, visual(?:ly)? impair, learning difficult, down syndrome',
  ),
  english(
    'criminal',
    'convict(?:ed|ion), felony, misdemeanou?r, arrest(?:ed)?\\b, prison, imprisonment, probation, parole, criminal record, indicted, burglary, theft\\b, assault, juvenile court, victim of, larceny, dui\\b, fraud conviction',
  ),
  english(
    'creed',
    'christian, catholic, protestant, buddhis[mt], muslim\\b, islam, hindu, jewish, judaism, sikh, atheis[mt], agnostic, orthodox\\b, shinto, lutheran, methodist, baptist, mormon, conservative party, labour party, democrat\\b, republican\\b, socialist',
  ),
  english(
    'race',
    'caucasian, hispanic, latino, latina, african american, asian american, pacific islander, native american, mixed race, ethnic, white british, ainu',
  ),
  english(
    'health',
    'diabet, hypertens, asthma, cancer, carcinoma, tumou?r, allerg, arthrit, bronchit, pneumon, influenza, covid-19, migraine, epilep, depress(?:ion|ive), anxiety disorder, bipolar, schizophren, dementia, alzheimer, parkinson, stroke\\b, anemi, anaemi, hepatit, hiv\\b, tubercul, fracture, infection, syndrome\\b, disease\\b, disorder\\b, chronic, obesity, pregnan, insomnia, eczema, psoriasis, leukemia, lymphoma, fibrillation, hypothyroid, gastritis, ulcer, diagnos, prescri, medicat, tablets?\\b, \\d+\\s?mg\\b, insulin, surgery, inpatient, outpatient, vaccin, blood pressure, blood type, cholesterol, symptom, hospitali[sz]',
  ),
] as const

const anyOf = (rules: readonly (readonly [Kind, RegExp])[], flags: string): RegExp =>
  new RegExp(rules.map(([, words]) => words.source).join('|'), flags)
/** One look tells that a text speaks of none, as nearly all do. */
const anyJapanese = anyOf(japaneseCare, 'u')
const anyEnglish = anyOf(englishCare, 'i')

/** Which kinds of special care a text speaks of: the first of each language that is found. */
export const careIn = (text: string, isJapanese: boolean): Kind | undefined => {
  if (!(isJapanese ? anyJapanese : anyEnglish).test(text)) return undefined
  for (const [kind, words] of isJapanese ? japaneseCare : englishCare) if (words.test(text)) return kind
  return undefined
}
