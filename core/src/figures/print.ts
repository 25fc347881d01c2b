// SPDX-License-Identifier: Apache-2.0
import type { PeriodUnit, Quantity } from './figure.ts'

type Text = { ja: string; en: string }

const UNITS: Record<PeriodUnit | 'year', Text> = {
  year: { ja: '年', en: 'year' },
  month: { ja: 'か月', en: 'month' },
  day: { ja: '日', en: 'day' },
  'business-day': { ja: '営業日', en: 'business day' },
  hour: { ja: '時間', en: 'hour' },
  minute: { ja: '分', en: 'minute' },
}
const COUNTED: Record<Extract<Quantity, { kind: 'count' }>['of'], [string, string, string]> = {
  person: ['人', 'person', 'people'],
  company: ['社', 'company', 'companies'],
  record: ['件', 'record', 'records'],
  occasion: ['回', 'time', 'times'],
}

/** Says a quantity in the words a policy would use. */
export function printQuantity(quantity: Quantity): Text {
  switch (quantity.kind) {
    case 'period':
      return printPeriod(quantity)
    case 'cycle': {
      const { ja, en } = printPeriod(quantity)
      return { ja: `${ja}ごと`, en: `every ${en.replace(/^1 /, '')}` }
    }
    case 'money':
      return printMoney(quantity)
    case 'age':
      return { ja: `${ranged(quantity)}歳`, en: `age ${ranged(quantity)}` }
    case 'time': {
      const text = [quantity.amount, quantity.upTo].flatMap((time) =>
        time === undefined ? [] : [clock(time)],
      )
      return { ja: text.join('〜'), en: text.join('-') }
    }
    case 'count': {
      const [ja, one, many] = COUNTED[quantity.of]
      return {
        ja: `${ranged(quantity)}${ja}`,
        en: `${ranged(quantity)} ${quantity.amount === 1 ? one : many}`,
      }
    }
  }
}

const ranged = ({ amount, upTo }: Quantity): string =>
  upTo === undefined ? `${amount}` : `${amount}-${upTo}`

function printPeriod(quantity: Extract<Quantity, { unit: PeriodUnit }>): Text {
  const inYears =
    quantity.unit === 'month' &&
    [quantity.amount, quantity.upTo ?? 0].every((months) => months % 12 === 0) &&
    quantity.amount > 0
  const { ja, en } = UNITS[inYears ? 'year' : quantity.unit]
  const by = inYears ? 12 : 1
  const { upTo } = quantity
  const text = ranged({
    ...quantity,
    amount: quantity.amount / by,
    ...(upTo === undefined ? {} : { upTo: upTo / by }),
  })
  return { ja: `${text}${ja}`, en: `${text} ${en}${text === '1' ? '' : 's'}` }
}

function printMoney(quantity: Extract<Quantity, { kind: 'money' }>): Text {
  if (quantity.amount === 0) return { ja: '無料', en: 'free of charge' }
  const text = quantity.amount.toLocaleString('en')
  const range = quantity.upTo === undefined ? text : `${text}-${quantity.upTo.toLocaleString('en')}`
  if (quantity.currency === 'EUR') return { ja: `${range}ユーロ`, en: `€${range}` }
  if (quantity.currency === 'USD') return { ja: `${range}ドル`, en: `$${range}` }
  return { ja: `${range}円`, en: `${range} yen` }
}

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
