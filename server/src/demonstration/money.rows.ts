// SPDX-License-Identifier: Apache-2.0
import { agreements, type Agreement } from './agreements.ts'
import type { Dates } from './dates.ts'
import { openRandom } from './random.ts'
import { rowOf, type Row, type TableRows } from './rows.ts'
import type { World } from './world.ts'

const months = 10

interface Invoice {
  readonly id: number
  readonly agreement: Agreement
  readonly issuedDaysAgo: number
  readonly lines: readonly (readonly [description: string, quantity: number, price: number])[]
  readonly total: number
  readonly paidDaysAgo: number | null
}

/** Ten monthly invoices a contract: the last ten, or the first ten of one that ended. */
function* invoices(world: World): Iterable<Invoice> {
  const random = openRandom('invoices')
  let id = 0
  for (let month = months; month > 0; month -= 1) {
    for (const agreement of agreements(world)) {
      const issuedDaysAgo = (agreement.endedDaysAgo ?? 0) + month * 30 - 12
      const lines: [string, number, number][] = [['定期清掃 月額', 1, agreement.monthlyPrice]]
      if (random.chance(0.8)) lines.push(['消耗品', random.between(1, 6), random.between(4, 40) * 100])
      if (random.chance(0.5)) lines.push(['特別清掃', 1, random.between(20, 160) * 500])
      const total = lines.reduce((sum, [, quantity, price]) => sum + quantity * price, 0)
      const paid = issuedDaysAgo - random.between(12, 40)
      const paidDaysAgo = paid > 0 && random.chance(0.98) ? paid : null
      yield { id: (id += 1), agreement, issuedDaysAgo, lines, total, paidDaysAgo }
    }
  }
}

function* invoiceRows(world: World, dates: Dates): Iterable<Row> {
  for (const { id, agreement, issuedDaysAgo, total, paidDaysAgo } of invoices(world)) {
    const { client, billing } = agreement
    const status = paidDaysAgo !== null ? '入金済' : issuedDaysAgo > 31 ? '延滞' : '請求済'
    yield rowOf(
      [id, client.id, agreement.id, billing.id, `INV-${String(id).padStart(6, '0')}`],
      [`${client.name} ${billing.department} ${billing.name.family} ${billing.name.given}様`],
      [dates.day(issuedDaysAgo), dates.day(issuedDaysAgo - 31), total, status],
    )
  }
}

function* lineRows(world: World): Iterable<Row> {
  for (const { id, lines } of invoices(world)) {
    for (const [at, [description, quantity, price]] of lines.entries()) {
      yield [id, at + 1, description, quantity, price, quantity * price]
    }
  }
}

function* paymentRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('payments')
  let id = 0
  for (const { id: invoice, agreement, total, paidDaysAgo } of invoices(world)) {
    if (paidDaysAgo === null) continue
    const method = random.pick(['銀行振込', '銀行振込', '銀行振込', '口座振替'])
    yield [(id += 1), invoice, dates.day(paidDaysAgo), total, method, agreement.client.kana]
  }
}

/** Invoices, their lines, payments. */
export const moneyTables: readonly TableRows[] = [
  { table: 'invoices', rows: invoiceRows },
  { table: 'invoice_lines', rows: lineRows },
  { table: 'payments', rows: paymentRows },
]
