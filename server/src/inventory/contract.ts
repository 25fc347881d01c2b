// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

const LocalSchema = z.object({ ja: z.string(), en: z.string() })

const CellSchema = z.object({
  computed: z
    .object({
      value: LocalSchema,
      why: LocalSchema.describe('What of the policy or the data maps it follows from'),
    })
    .optional(),
  given: z
    .object({ value: z.string(), by: z.object({ kind: z.string(), id: z.string() }), at: z.string() })
    .optional()
    .describe('What somebody wrote over it, and when'),
})

/** One entry of the inventory: cells by the id of their column. */
export const InventoryEntrySchema = z
  .object({
    id: z.uuid(),
    no: z.number().int(),
    source: z.string().nullable().describe('category/purpose of the policy; null for what was added by hand'),
    gone: z.boolean().describe('The policy no longer has what the entry followed from'),
    state: z.enum(['open', 'closed']),
    revision: z.number().int(),
    cells: z.record(z.string(), CellSchema),
    changedAt: z.iso.datetime(),
    reviewedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'InventoryEntry' })

/** Shape of {@link InventoryEntrySchema}. */
export type InventoryEntry = z.infer<typeof InventoryEntrySchema>

const ReviewSchema = z.object({
  scope: z.string().describe('whole, or the key of a department'),
  label: z.string(),
  lastAt: z.iso.datetime().nullable(),
  entries: z.number().int().describe('Open entries in it'),
})

/** The inventory whole, with the state of its reviews. */
export const InventorySchema = z
  .object({
    entries: z.array(InventoryEntrySchema),
    reviewBy: z.enum(['whole', 'department']),
    reviews: z.array(ReviewSchema),
    filled: z
      .object({ version: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('The version of the policy by which it was last filled'),
    version: z.string().describe('The version of the policy in force'),
  })
  .meta({ id: 'Inventory' })

/** Shape of {@link InventorySchema}. */
export type Inventory = z.infer<typeof InventorySchema>

/** An entry with all its revisions, the newest first. */
export const InventoryHistorySchema = z
  .object({
    entry: InventoryEntrySchema,
    revisions: z.array(
      z.object({
        revision: z.number().int(),
        at: z.iso.datetime(),
        actor: z.string(),
        what: z.enum(['added', 'changed', 'removed', 'reopened']),
        via: z.enum(['hand', 'import', 'policy']),
        reason: z.string().nullable(),
        fact: z.uuid(),
        changes: z.array(z.object({ column: z.string(), from: LocalSchema, to: LocalSchema })),
      }),
    ),
  })
  .meta({ id: 'InventoryHistory' })

/** Shape of {@link InventoryHistorySchema}. */
export type InventoryHistory = z.infer<typeof InventoryHistorySchema>

/** What filling from the policy and the catalog did. */
export const InventoryFilledSchema = z
  .object({ added: z.number().int(), changed: z.number().int(), gone: z.number().int() })
  .meta({ id: 'InventoryFilled' })

/** Shape of {@link InventoryFilledSchema}. */
export type InventoryFilled = z.infer<typeof InventoryFilledSchema>

const PlacedCellSchema = z.object({
  column: z.string(),
  place: z.string().describe('Cell of the sheet, such as B7'),
  from: z.string(),
  to: z.string(),
})

/** What an import would change, or has changed. */
export const InventoryImportSchema = z
  .object({
    digest: z.string().describe('Sent back as `confirm` to apply exactly this'),
    applied: z.boolean(),
    unchanged: z.number().int(),
    added: z.array(z.object({ row: z.number().int(), item: z.string(), cells: z.array(PlacedCellSchema) })),
    changed: z.array(
      z.object({
        entry: z.uuid(),
        no: z.number().int(),
        item: z.string(),
        row: z.number().int(),
        cells: z.array(PlacedCellSchema),
      }),
    ),
    removed: z.array(z.object({ entry: z.uuid(), no: z.number().int(), item: z.string() })),
    refused: z
      .array(z.object({ place: z.string(), code: z.string(), message: LocalSchema, remedy: LocalSchema }))
      .describe('While there is one, nothing can be applied'),
    notices: z.array(z.object({ place: z.string(), message: LocalSchema })),
  })
  .meta({ id: 'InventoryImport' })

/** Shape of {@link InventoryImportSchema}. */
export type InventoryImport = z.infer<typeof InventoryImportSchema>

/** The picture of flows as data. */
export const FlowsSchema = z
  .object({
    nodes: z.array(
      z.object({
        id: z.string(),
        layer: z.enum(['source', 'system', 'purpose', 'recipient', 'end']),
        label: z.string(),
        group: z.string(),
        things: z.number().int().describe('More than one: a group drawn as one'),
        entries: z.number().int(),
        blank: z.boolean().describe('Nothing was written in the inventory'),
      }),
    ),
    links: z.array(z.object({ from: z.string(), to: z.string(), entries: z.number().int() })),
    entries: z.number().int(),
  })
  .meta({ id: 'InventoryFlows' })
