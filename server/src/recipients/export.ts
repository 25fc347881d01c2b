// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse, type Language } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { RecordExportSchema, type RecordExport } from './contract.ts'
import { openDetails } from './details.ts'
import { findLaw, todayOf } from './operations.ts'
import type { RecipientPorts } from './ports.ts'
import { filterOf, noteReading, peopleOf, plainOf } from './read.ts'
import { recipientsRefusals } from './refusals.ts'
import { cellsOf, toCsv, toWorkbook, type Line, type Names } from './sheet.ts'
import * as store from './store.ts'

const recordsAtOnce = 2_000
const linesAtOnce = 20_000

/** A file to be handed over. */
export interface Exported {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * The records of a period, or of a person who asks for them, one line a person; exporting is a fact. Of other people
 * in the same records nothing is told to a person who asks.
 */
export async function exportRecords(
  ports: RecipientPorts,
  organisation: string,
  wanted: RecordExport,
  reader: Reference,
): Promise<Exported> {
  const { format, lang, ...search } = RecordExportSchema.parse(wanted)
  const pack = ports.inForce(organisation)
  const lines = await inOrganisation(ports.db, organisation, async (tx) => {
    const filter = await filterOf(ports, tx, organisation, search)
    const rows =
      filter === undefined
        ? []
        : await store.listRecords(tx, organisation, { ...filter, limit: recordsAtOnce + 1 })
    const found = await linesOf(ports, tx, organisation, rows, filter?.person)
    await noteReading(ports, tx, organisation, { what: 'export', count: found.length, reader, pack })
    return found
  })
  const cells = cellsOf(lines, namesOf(ports, organisation, lang), lang)
  const at = new Date(ports.clock.now().epochMilliseconds).toISOString()
  const title = { ja: '提供・受領の記録', en: 'Provision records' }[lang]
  return {
    name: `${organisation}-provision-records-${todayOf(ports, pack)}.${format}`,
    type: types[format],
    content: format === 'csv' ? toCsv(cells) : await toWorkbook(cells, { title, at }),
  }
}

async function linesOf(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  rows: readonly store.FoundRow[],
  only: string | undefined,
): Promise<Line[]> {
  const refuseOver = (limit: number, count: number) => {
    if (count > limit) throw refuse(recipientsRefusals, 'recipients.too-much', { limit })
  }
  refuseOver(recordsAtOnce, rows.length)
  if (only === undefined)
    refuseOver(
      linesAtOnce,
      rows.reduce((sum, { persons }) => sum + Math.max(1, persons), 0),
    )
  const ids = rows.map(({ id }) => id)
  const people = Map.groupBy(await peopleOf(ports, tx, organisation, ids, only), (one) => one.record)
  const lines: Line[] = []
  for (const row of rows) {
    const details = await openDetails(ports, tx, organisation, row)
    const record = plainOf(row)
    for (const { identity } of people.get(row.id) ?? [{ identity: null }])
      lines.push({ record, details, person: identity, fact: row.fact })
  }
  return lines
}

function namesOf(ports: RecipientPorts, organisation: string, language: Language): Names {
  const pack = ports.inForce(organisation)
  const law = findLaw(ports, pack, todayOf(ports, pack))
  const among =
    (elements: readonly { id: string; name: { ja: string; en: string } }[]) =>
    (id: string): string =>
      elements.find((one) => one.id === id)?.name[language] ?? id
  return {
    ground: among(law?.grounds ?? []),
    data: among(pack.categories),
    way: among([...pack.channels, ...pack.recipients]),
  }
}
