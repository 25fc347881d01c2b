// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import { inOrganisation } from '../database/index.ts'
import type { Http } from '../http/index.ts'
import { InventoryImportSchema } from './contract.ts'
import { importSheet } from './import.ts'
import type { InventoryPorts } from './ports.ts'
import * as store from './store.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Whatever a browser calls the file: what it is, its bytes say, and a refusal tells. */
const uploads = [
  xlsx,
  'application/octet-stream',
  'application/vnd.ms-excel',
  'application/vnd.ms-excel.sheet.macroenabled.12',
  'application/zip',
  'application/x-zip-compressed',
  'text/csv',
  'text/plain',
]
const uploadLimit = 10_000_000
const tags = ['inventory']
const base = '/api/organisations/:organisation/inventory'
const place = z.object({ organisation: z.string() })

/** Registers the spreadsheets: out, and in again with a report first. */
export function registerSheetRoutes(http: Http, ports: InventoryPorts): void {
  http.get(
    `${base}/export`,
    {
      preValidation: requires('inventory:read'),
      schema: {
        tags,
        summary: 'The open entries as an Excel workbook',
        params: place,
        querystring: z.object({ lang: z.enum(['ja', 'en']).default('ja') }),
      },
    },
    async ({ params: { organisation }, query: { lang } }, reply) => {
      const { file, name } = await exportSheet(ports, organisation, lang)
      return reply
        .type(xlsx)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(file)
    },
  )
  registerImport(http, ports)
}

/** The workbook of the open entries, and the name of its file. */
async function exportSheet(ports: InventoryPorts, organisation: string, language: 'ja' | 'en') {
  const pack = ports.inForce(organisation)
  const at = ports.clock.now().toString()
  const rows = await inOrganisation(ports.db, organisation, (tx) => store.entries(tx, organisation))
  // Loaded when the first sheet is written: the library alone takes a third of a second, which every start would pay.
  const { writeSheet } = await import('./sheet-write.ts')
  const file = await writeSheet({
    organisation,
    name: (pack.organisation?.name ?? pack.name)[language],
    language,
    at: new Date(at).toISOString(),
    entries: rows.filter(({ state }) => state === 'open'),
  })
  return { file, name: `${organisation}-inventory-${at.slice(0, 10)}.xlsx` }
}

function registerImport(http: Http, ports: InventoryPorts): void {
  // Only here a body is a file: in a context of its own, so that every other route keeps to JSON.
  void http.register(async (files) => {
    const scope = files as unknown as Http
    scope.addContentTypeParser(
      uploads,
      { parseAs: 'buffer', bodyLimit: uploadLimit },
      (_request, body, done) => done(null, body),
    )
    scope.post(
      `${base}/imports`,
      {
        bodyLimit: uploadLimit,
        preValidation: requires('inventory:write'),
        schema: {
          tags,
          summary:
            'What a workbook would change (the file is the body, at most 10 MB); with `confirm`, the digest of that report, it is applied',
          params: place,
          querystring: z.object({
            confirm: z
              .string()
              .regex(/^[0-9a-f]{64}$/)
              .optional(),
          }),
          response: { 200: InventoryImportSchema },
        },
      },
      (request) => {
        const { organisation } = request.params
        const { kind, id } = authorise(request.caller, organisation, 'inventory:write')
        const { body } = request as { body: unknown }
        const file = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body ?? ''))
        return importSheet(ports, organisation, { kind, id }, file, request.query.confirm)
      },
    )
  })
}
