// SPDX-License-Identifier: Apache-2.0
import { columns } from '@yakusoku/core/inventory'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import { registerFlowRoutes } from './flow-routes.ts'
import { InventoryFilledSchema, InventoryHistorySchema, InventorySchema } from './contract.ts'
import { addEntry, changeEntry, fill, moveEntry } from './operations.ts'
import type { InventoryPorts } from './ports.ts'
import { readEntry, readInventory } from './read.ts'
import { planReviews, review } from './reviews.ts'
import { registerSheetRoutes } from './sheet-routes.ts'

const tags = ['inventory']
const base = '/api/organisations/:organisation/inventory'
const place = z.object({ organisation: z.string() })
const one = place.extend({ id: z.uuid() })
const revision = z.number().int().min(1)
const names = columns.map(({ id }) => id).join(', ')
const edits = z
  .record(z.string().max(40), z.string().max(8_000).nullable())
  .describe(`Values by column; null lets what is computed stand again. Columns: ${names}`)

function writer(request: FastifyRequest, organisation: string): Reference {
  const { kind, id } = authorise(request.caller, organisation, 'inventory:write')
  return { kind, id }
}

/** Registers the inventory: its entries, their reviews, and the spreadsheets. */
export function registerInventoryRoutes(http: Http, ports: InventoryPorts): void {
  http.get(
    base,
    {
      preValidation: requires('inventory:read'),
      schema: {
        tags,
        summary: 'The inventory of personal information, with the state of its reviews',
        params: place,
        response: { 200: InventorySchema },
      },
    },
    ({ params }) => readInventory(ports, params.organisation),
  )
  http.get(
    `${base}/entries/:id`,
    {
      preValidation: requires('inventory:read'),
      schema: {
        tags,
        summary: 'One entry with its history',
        params: one,
        response: { 200: InventoryHistorySchema },
      },
    },
    ({ params }) => readEntry(ports, params.organisation, params.id),
  )
  registerWriting(http, ports)
  registerMoving(http, ports)
  registerReviewing(http, ports)
  registerSheetRoutes(http, ports)
  registerFlowRoutes(http, ports)
}

function registerWriting(http: Http, ports: InventoryPorts): void {
  http.post(
    `${base}/fill`,
    {
      preValidation: requires('inventory:write'),
      schema: {
        tags,
        summary: 'Fill from the policy in force and the data maps; what somebody wrote stays',
        params: place,
        response: { 200: InventoryFilledSchema },
      },
    },
    (request) => fill(ports, request.params.organisation, writer(request, request.params.organisation)),
  )
  registerEditing(http, ports)
}

function registerEditing(http: Http, ports: InventoryPorts): void {
  http.post(
    `${base}/entries`,
    {
      preValidation: requires('inventory:write'),
      schema: {
        tags,
        summary: 'Add an entry by hand',
        params: place,
        body: z.object({ cells: edits }),
        response: { 200: InventoryHistorySchema },
      },
    },
    async (request) => {
      const { organisation } = request.params
      const id = await addEntry(ports, organisation, writer(request, organisation), request.body.cells)
      return readEntry(ports, organisation, id)
    },
  )
  http.patch(
    `${base}/entries/:id`,
    {
      preValidation: requires('inventory:write'),
      schema: {
        tags,
        summary: 'Change cells of an entry',
        params: one,
        body: z.object({ revision, cells: edits }),
        response: { 200: InventoryHistorySchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      await changeEntry(ports, organisation, writer(request, organisation), id, request.body)
      return readEntry(ports, organisation, id)
    },
  )
}

function registerMoving(http: Http, ports: InventoryPorts): void {
  const moves = [
    ['close', 'removed', 'Take an entry off the inventory; it stays readable'],
    ['reopen', 'reopened', 'Put an entry back'],
  ] as const
  for (const [verb, what, summary] of moves)
    http.post(
      `${base}/entries/:id/${verb}`,
      {
        preValidation: requires('inventory:write'),
        schema: {
          tags,
          summary,
          params: one,
          body: z.object({ revision, reason: z.string().trim().min(1).max(1_000) }),
          response: { 200: InventoryHistorySchema },
        },
      },
      async (request) => {
        const { organisation, id } = request.params
        await moveEntry(ports, organisation, writer(request, organisation), id, { what, ...request.body })
        return readEntry(ports, organisation, id)
      },
    )
}

function registerReviewing(http: Http, ports: InventoryPorts): void {
  http.post(
    `${base}/reviews`,
    {
      preValidation: requires('inventory:write'),
      schema: {
        tags,
        summary: 'Record that the inventory, or what a department handles, was reviewed; closes the duty',
        params: place,
        body: z.object({ scope: z.string().min(1).max(100) }),
        response: { 200: InventorySchema },
      },
    },
    async (request) => {
      const { organisation } = request.params
      await review(ports, organisation, writer(request, organisation), request.body.scope)
      return readInventory(ports, organisation)
    },
  )
  http.put(
    `${base}/review-plan`,
    {
      preValidation: requires('inventory:write'),
      schema: {
        tags,
        summary: 'Review the inventory as a whole, or department by department',
        params: place,
        body: z.object({ by: z.enum(['whole', 'department']) }),
        response: { 200: InventorySchema },
      },
    },
    async (request) => {
      const { organisation } = request.params
      await planReviews(ports, organisation, writer(request, organisation), request.body.by)
      return readInventory(ports, organisation)
    },
  )
}
