// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findFigures, findWordNumbers, printQuantity, quantityKey, readNumeral } from './index.ts'

/** What a text says, in Japanese: `7年`, `age:18歳<`. */
const said = (text: string): string[] =>
  findFigures(text).map((figure) => `${printQuantity(figure).ja}${figure.bound ? ` ${figure.bound}` : ''}`)

const DIGITS = '〇一二三四五六七八九'.split('')

/** Writes a number up to 9999万 the way a contract does: 百二十, 一万三千. */
function inKanji(value: number): string {
  if (value >= 10_000)
    return `${inKanji(Math.floor(value / 10_000))}万${value % 10_000 === 0 ? '' : inKanji(value % 10_000)}`
  const places: [number, string][] = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ]
  const written = places.map(([weight, sign]) => {
    const digit = Math.floor(value / weight) % 10
    return digit === 0 ? '' : `${digit === 1 && weight > 1 ? '' : DIGITS[digit]}${sign}`
  })
  return written.join('') || '〇'
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** Writes a number below a million in English words. */
function inWords(value: number): string {
  if (value < 20) return ONES[value] as string
  if (value < 100) return `${TENS[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${ONES[value % 10]}`}`
  const [weight, word] = value < 1000 ? [100, 'hundred'] : [1000, 'thousand']
  const rest = value % weight
  return `${inWords(Math.floor(value / weight))} ${word}${rest === 0 ? '' : `${rest < 100 ? ' and ' : ' '}${inWords(rest)}`}`
}

const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

describe('numbers', () => {
  test('come back from kanji with places, kanji as digits, digits with commas and full-width digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(readNumeral(inKanji(value))).toBe(value)
        const plain = String(value)
          .split('')
          .map((digit) => DIGITS[Number(digit)])
          .join('')
        expect(readNumeral(plain)).toBe(value)
        expect(readNumeral(value.toLocaleString('en'))).toBe(value)
      }),
    )
  })

  test('come back from English words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (value) => {
        const words = inWords(value)
        expect(findWordNumbers(`for ${words} days`)).toEqual([{ value, start: 4, end: 4 + words.length }])
      }),
    )
  })

  test('end where another begins', () => {
    expect(findWordNumbers('one two').map(({ value }) => value)).toEqual([1, 2])
    expect(findWordNumbers('two and three').map(({ value }) => value)).toEqual([2, 3])
    expect(findWordNumbers('someone often wants a thousand').map(({ value }) => value)).toEqual([1000])
    expect(readNumeral('十十')).toBeUndefined()
    expect(readNumeral('百千')).toBeUndefined()
  })
})

describe('a figure', () => {
  test('is the same however its number is written, and stands where it is written', () => {
    const units = [
      ['年', 'years', 12, 'month'],
      ['か月', 'months', 1, 'month'],
      ['週間', 'weeks', 7, 'day'],
      ['日', 'days', 1, 'day'],
      ['営業日', 'business days', 1, 'business-day'],
      ['時間', 'hours', 1, 'hour'],
    ] as const
    const value = fc.integer({ min: 2, max: 999 })
    fc.assert(
      fc.property(value, fc.constantFrom(...units), (number, [ja, en, factor, unit]) => {
        const key = quantityKey({ kind: 'period', amount: number * factor, unit })
        const written = [
          `記録は${number}${ja}保存します。`,
          `記録は${wide(String(number))}${ja}保存します。`,
          `記録は${inKanji(number)}${ja}保存します。`,
          `We keep records for ${number} ${en}.`,
          `We keep records for ${inWords(number)} ${en}.`,
          `We keep records for ${inWords(number)} (${number}) ${en}.`,
        ]
        for (const sentence of written) {
          const found = findFigures(sentence)
          expect(found.map(quantityKey), sentence).toEqual([key])
          for (const figure of found) expect(sentence.slice(figure.start, figure.end)).toBe(figure.text)
        }
      }),
    )
  })

  test.each([
    ['会計の記録は七年、連絡先は二年間、通話は半年保存します。', ['7年', '2年', '6か月']],
    ['1年6か月、一年半、a year and a half', ['18か月', '18か月', '18か月']],
    ['６カ月、六ヶ月、3ヵ月、四個月、6箇月', ['6か月', '6か月', '3か月', '4か月', '6か月']],
    [
      '10年以上、30日以内、5営業日まで、2年未満、7年を超え',
      ['10年 at-least', '30日 at-most', '5営業日 at-most', '2年 below', '7年 above'],
    ],
    [
      'within thirty days, at least a year, no more than 72 hours',
      ['30日 at-most', '1年 at-least', '72時間 at-most'],
    ],
    ['3〜5年、3年から5年、3 to 5 years、between 3 and 5 years', ['3-5年', '3-5年', '3-5年', '3-5年']],
    ['for 3 years or 5 years', ['3年', '5年']],
    ['2年6ヶ月、2 年 6 か月、2か年、5ヵ年半、一か月半', ['30か月', '30か月', '2年', '66か月', '1.5か月']],
    ['1 year 6 months; 1 year and a half; two-and-a-half years', ['18か月', '18か月', '30か月']],
    ['7 yrs, 6 mos, 24 hrs, 30 mins, for a fortnight', ['7年', '6か月', '24時間', '30分', '14日']],
    ['契約終了後 7 年間保存し、 30 日以内に、**7**年間', ['7年', '30日 at-most', '7年']],
    [
      'no longer than 90 days, not exceeding six months, not more than 2 years, a maximum of 12 months',
      ['90日 at-most', '6か月 at-most', '2年 at-most', '1年 at-most'],
    ],
    [
      '最長2年、少なくとも1年間、3年を超えない期間、7年を超えて保存しません、7年を超える',
      ['2年 at-most', '1年 at-least', '3年 at-most', '7年 at-most', '7年 above'],
    ],
    ['a 30-day period; 12 calendar months; six weeks', ['30日', '1年', '42日']],
  ])('reads periods: %s', (text, expected) => expect(said(text)).toEqual(expected))

  test.each([
    ['500円、五百円、1,000円、￥500、３万円', ['500円', '500円', '1,000円', '500円', '30,000円']],
    ['500 yen, JPY 1,000, €20, 20 euros', ['500円', '1,000円', '20ユーロ', '20ユーロ']],
    [
      '５００円、￥1,000（税込）、1 000 yen、５百円、金弐千円、金壱万円',
      ['500円', '1,000円', '1,000円', '500円', '2,000円', '10,000円'],
    ],
    ['費用はいただいておりません。It is provided free.', ['無料', '無料']],
    ['満18歳に満たない方, has not reached the age of 16', ['18歳 below', '16歳 below']],
    ['You must be over 18. It is over 50 pages. under-16s', ['18歳 above', '16歳']],
    ['９：００～１７：００、午前 9 時から午後 5 時', ['9:00〜17:00', '9:00〜17:00']],
    ['1.5 million records, 2 000 people', ['1500000件', '2000人']],
    ['手数料は無料です。It is free of charge.', ['無料', '無料']],
    ['18歳未満、満二十歳以上', ['18歳 below', '20歳 at-least']],
    ['under 18, under the age of sixteen, 16 or older', ['18歳 below', '16歳 below', '16歳']],
    ['children aged 13; 18 years of age; under 30 days', ['13歳', '18歳', '30日 below']],
    ['9:00-18:00、午前9時から午後5時半まで', ['9:00〜18:00', '9:00〜17:30 at-most']],
    ['from 9 a.m. to 5:30 p.m.; by 17:00', ['9:00〜17:30', '17:00']],
    ['1,000人、三社、two people', ['1000人', '3社', '2人']],
  ])('reads money, ages, times and counts: %s', (text, expected) => expect(said(text)).toEqual(expected))

  test.each([
    [
      '毎年、年に一度、once a year, annually, each year',
      ['1年ごと', '1年ごと', '1年ごと', '1年ごと', '1年ごと'],
    ],
    ['四半期ごと、every quarter, 年4回', ['3か月ごと', '3か月ごと', '3か月ごと']],
    [
      '半年ごと、年に二回、twice a year, every six months',
      ['6か月ごと', '6か月ごと', '6か月ごと', '6か月ごと'],
    ],
    ['年次の点検、月次の報告、四半期の会議、年間計画', ['1年ごと', '1か月ごと', '3か月ごと', '1年ごと']],
    [
      '年 1 回、3 か月に 1 回、1日1回、毎月10日、隔月、隔年、半期ごと',
      ['1年ごと', '3か月ごと', '1日ごと', '1か月ごと', '2か月ごと', '2年ごと', '6か月ごと'],
    ],
    [
      'every other year, twice yearly, once per quarter, each calendar year, fortnightly',
      ['2年ごと', '6か月ごと', '3か月ごと', '1年ごと', '14日ごと'],
    ],
    ['少なくとも年に1度、一日おき、3日おき', ['1年ごと at-least', '2日ごと', '3日ごと']],
    ['毎月、毎週、monthly, weekly', ['1か月ごと', '7日ごと', '1か月ごと', '7日ごと']],
  ])('reads how often: %s', (text, expected) => expect(said(text)).toEqual(expected))

  test.each([
    '2026年4月1日に施行し、令和8年6月に改めました。',
    '第三者への提供、十分な保護、唯一の窓口、一切の情報、一部の項目',
    '個人情報保護法第28条第2項、Article 28(2) and section 3',
    'NIST SP 800-88, ISO 27001, version 2.1.0, on March 3, 2026 and 3 April 2026',
    '数年、何日、数十件、24 hours a day, daily life',
    'One of them, once more, no one else, a year-round service',
    '第3四半期、24時間365日、24時間受付、bi-monthly, 365 days a year',
    '三十分の一、7年目、令和7年度、12月29日から1月3日まで',
    '東京都みなつゆ区清水町一丁目2番3号、03-0000-0100',
  ])('is not seen where there is none: %s', (text) => expect(said(text)).toEqual([]))

  test('tells where a number in words and its digits differ', () => {
    expect(findFigures('for two (3) years')[0]).toMatchObject({ amount: 24, doubt: 3 })
    expect(findFigures('七（７）年')[0]).not.toHaveProperty('doubt')
  })

  test('is found in any text without throwing, within the text and without overlaps', () => {
    const piece = fc.constantFrom(
      '7',
      '三',
      '十',
      '年',
      '月',
      '日',
      '時',
      '分',
      '円',
      '¥',
      ' years',
      ' to ',
      '(',
      ')',
      '-',
      ':',
      '一',
      '💡',
      'two',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          let end = 0
          for (const figure of findFigures(text)) {
            expect(figure.start).toBeGreaterThanOrEqual(end)
            expect(figure.end).toBeLessThanOrEqual(text.length)
            end = figure.end
          }
        },
      ),
    )
  })
})
