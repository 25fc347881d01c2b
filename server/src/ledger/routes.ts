// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream'
import { encodeEntryBundle, parseTilePath } from '@yakusoku/core/ledger'
import { z } from 'zod'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Guard, Http } from '../http/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from './append.ts'
import { FactPageSchema, FactViewSchema, LedgerStateSchema, type FactView } from './contract.ts'
import type { Ledger } from './ledger.ts'
import {
  listFacts,
  readEntries,
  readFact,
  readTile,
  receiptOf,
  state,
  toView,
  type NumberedFact,
} from './read.ts'

/** What the routes of the ledger need. */
export interface LedgerRoutes {
  readonly db: Database
  readonly ledger: Ledger
  readonly guard: Guard
  nameActors(actors: readonly Reference[]): Promise<(actor: Reference) => string>
  /** Whether an organisation has a ledger here. */
  readonly exists: (organisation: string) => boolean
}

const tags = ['ledger']
const place = z.object({ organisation: z.string() })
const pageSize = 50

/** Registers the ledger: its state, facts with proofs and export for those permitted; checkpoint and tiles for anybody. */
export function registerLedgerRoutes(http: Http, routes: LedgerRoutes): void {
  registerReading(http, routes)
  registerExport(http, routes)
  registerTiles(http, routes)
}

async function named(routes: LedgerRoutes, facts: readonly NumberedFact[]): Promise<FactView[]> {
  const nameOf = await routes.nameActors(facts.map(({ fact }) => fact.actor))
  return facts.map((one) => ({ ...toView(one), actorName: nameOf(one.fact.actor) }))
}

function registerReading(http: Http, routes: LedgerRoutes): void {
  const { db, guard } = routes
  const base = '/api/organisations/:organisation/ledger'
  http.get(
    base,
    {
      preValidation: guard('ledger:read'),
      schema: {
        tags,
        summary: 'Where the ledger stands',
        params: place,
        response: { 200: LedgerStateSchema },
      },
    },
    ({ params: { organisation } }) => inOrganisation(db, organisation, (tx) => state(tx, organisation)),
  )
  registerFacts(http, routes, base)
}

function registerFacts(http: Http, routes: LedgerRoutes, base: string): void {
  const { db, guard } = routes
  const querystring = z.object({
    before: z.uuid().optional(),
    type: z.string().max(100).optional(),
    subject: z.string().max(100).optional(),
  })
  http.get(
    `${base}/facts`,
    {
      preValidation: guard('ledger:read'),
      schema: {
        tags,
        summary: 'Facts, newest first',
        params: place,
        querystring,
        response: { 200: FactPageSchema },
      },
    },
    async ({ params: { organisation }, query }) => {
      const facts = await inOrganisation(db, organisation, (tx) =>
        listFacts(tx, organisation, { ...query, limit: pageSize + 1 }),
      )
      const shown = facts.slice(0, pageSize)
      return {
        facts: await named(routes, shown),
        next: facts.length > pageSize ? (shown.at(-1)?.fact.id ?? null) : null,
      }
    },
  )
  registerFact(http, routes, base)
}

function registerFact(http: Http, routes: LedgerRoutes, base: string): void {
  const { db, guard } = routes
  const response = {
    200: z.object({ fact: FactViewSchema, receipt: z.record(z.string(), z.unknown()).nullable() }),
  }
  http.get(
    `${base}/facts/:id`,
    {
      preValidation: guard('ledger:read'),
      schema: {
        tags,
        summary: 'One fact with its receipt',
        params: place.extend({ id: z.uuid() }),
        response,
      },
    },
    async ({ params: { organisation, id } }) => {
      const [found, receipt] = await inOrganisation(db, organisation, async (tx) => [
        await readFact(tx, organisation, id),
        await receiptOf(tx, organisation, id),
      ])
      const [fact] = await named(routes, [found])
      return { fact: fact as FactView, receipt: receipt ?? null }
    },
  )
}

function registerExport(http: Http, { db, ledger, guard }: LedgerRoutes): void {
  const base = '/api/organisations/:organisation/ledger'
  http.get(
    `${base}/export`,
    {
      preValidation: guard('ledger:export'),
      schema: { tags, summary: 'The whole ledger as a file (yakusoku-ledger/1)', params: place },
    },
    (request, reply) => {
      const { organisation } = request.params
      void reply.header('content-disposition', `attachment; filename="ledger-${organisation}.txt"`)
      return reply.type('text/plain; charset=utf-8').send(Readable.from(ledger.export(organisation)))
    },
  )
  http.post(
    `${base}/inspect`,
    {
      preValidation: guard('ledger:export'),
      schema: {
        tags,
        summary: 'Read the whole ledger again and compare it with its tree',
        params: place,
        response: { 200: LedgerStateSchema },
      },
    },
    async ({ params: { organisation } }) => {
      await ledger.inspect(organisation)
      return inOrganisation(db, organisation, (tx) => state(tx, organisation))
    },
  )
}

/** C2SP tlog-tiles. Hashes and signed heads are for anybody; entries only for those who may export. */
function registerTiles(http: Http, { db, guard, exists }: LedgerRoutes): void {
  const known = (organisation: string) => {
    if (!exists(organisation)) throw refuse(commonRefusals, 'common.not-found')
    return organisation
  }
  const open = { tags, security: [] as Record<string, string[]>[] }
  http.get(
    '/ledger/:organisation/checkpoint',
    { schema: { ...open, summary: 'Newest signed checkpoint (C2SP tlog-checkpoint)', params: place } },
    async ({ params }, reply) => {
      const organisation = known(params.organisation)
      const { checkpoint } = await inOrganisation(db, organisation, (tx) => state(tx, organisation))
      if (checkpoint === null) throw refuse(commonRefusals, 'common.not-found')
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(checkpoint)
    },
  )
  const tiled = place.extend({ '*': z.string().max(100) })
  http.get(
    '/ledger/:organisation/tile/*',
    { schema: { ...open, summary: 'A tile of hashes, or (permitted) a bundle of entries', params: tiled } },
    async (request, reply) => {
      const organisation = known(request.params.organisation)
      const tile = parseTilePath(`tile/${request.params['*']}`)
      if (tile === null) throw refuse(commonRefusals, 'common.not-found')
      const { level, index, width } = tile
      if (level === 'entries') await guard('ledger:export')(request)
      const bytes = await inOrganisation(db, organisation, async (tx) => {
        if (level !== 'entries') return readTile(tx, organisation, { level, index, width })
        const bundle = encodeEntryBundle((await readEntries(tx, organisation, index * 256, width)) ?? [])
        return bundle.ok && bundle.value.length > 0 ? bundle.value : undefined
      })
      if (bytes === undefined) throw refuse(commonRefusals, 'common.not-found')
      return (
        reply
          .type('application/octet-stream')
          // What only some may read is kept by nobody between them and us.
          .header(
            'cache-control',
            `${level === 'entries' ? 'private' : 'public'}, max-age=31536000, immutable`,
          )
          .send(Buffer.from(bytes))
      )
    },
  )
}
