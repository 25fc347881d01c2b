// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

const text = z.object({ ja: z.string(), en: z.string() })

/** In which ways what is held and what is promised can differ. */
export const driftKinds = [
  'unmapped-table',
  'unmapped-column',
  'undeclared',
  'contradicted',
  'not-promised',
  'column-gone',
  'table-gone',
  'free-text',
  'not-found',
] as const

/** One of {@link driftKinds}. */
export type DriftKind = (typeof driftKinds)[number]

/** What a person can decide about a drift. */
export const decisionKinds = ['accept', 'not-personal', 'remove', 'promise', 'elsewhere'] as const

/** One of {@link decisionKinds}. */
export type DecisionKind = (typeof decisionKinds)[number]

/** Which decisions fit which drift. */
export const decisionsFor: Readonly<Record<DriftKind, readonly DecisionKind[]>> = {
  'unmapped-table': ['accept', 'not-personal', 'remove'],
  'unmapped-column': ['accept', 'not-personal', 'remove'],
  undeclared: ['accept', 'not-personal', 'remove'],
  contradicted: ['accept', 'not-personal', 'remove'],
  'not-promised': ['promise', 'not-personal', 'remove'],
  'column-gone': ['accept'],
  'table-gone': ['accept'],
  'free-text': ['not-personal', 'remove'],
  'not-found': ['elsewhere', 'promise'],
}

/** Where a category is that no connected system holds. */
export const elsewhereForms = ['paper', 'unconnected-system', 'not-held-yet'] as const

/** A scan of one system: how far it is, or how it ended. */
export const ScanSchema = z
  .object({
    id: z.uuid(),
    source: z.string(),
    state: z
      .enum(['waiting', 'reading', 'done', 'failed'])
      .describe(
        'waiting: not begun, or tried again soon because the system is away; failed: somebody must act',
      ),
    requestedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    tables: z.object({ done: z.number().int(), total: z.number().int().nullable() }),
    reason: z.string().nullable().describe('Why it waits or failed, e.g. down, refused'),
    changes: z
      .object({ added: z.array(z.string()), removed: z.array(z.string()) })
      .nullable()
      .describe('Tables and columns that came and went since the scan before'),
  })
  .meta({ id: 'Scan' })

/** Shape of {@link ScanSchema}. */
export type Scan = z.infer<typeof ScanSchema>

/** A connected system as the catalog shows it. */
export const SystemSchema = z
  .object({
    key: z.string(),
    where: z.string(),
    engine: z.enum(['postgres', 'mysql', 'sqlite']).nullable(),
    collections: z.number().int().describe('Tables in its data map'),
    fields: z.number().int(),
    tables: z.number().int().nullable().describe('Tables the last scan saw; null before the first'),
    columns: z.number().int().nullable(),
    scannedAt: z.iso.datetime().nullable(),
    scan: ScanSchema.nullable().describe('The latest scan, under way or ended'),
    drift: z.object({ open: z.number().int(), decided: z.number().int() }),
  })
  .meta({ id: 'System' })

/** Shape of {@link SystemSchema}. */
export type SystemView = z.infer<typeof SystemSchema>

/** One field: where it is, what it holds, and how that is known. */
export const FieldSchema = z
  .object({
    source: z.string(),
    collection: z.string(),
    field: z.string(),
    type: z.string().nullable(),
    mapped: z.boolean(),
    there: z.boolean().nullable().describe('Whether the database has it; null before the first scan'),
    fides: z.array(z.string()).describe('Data categories of the map'),
    categories: z.array(z.string()).describe('Categories of the pack that cover them'),
    guess: z
      .object({ fides: z.string(), category: z.string().nullable(), confidence: z.number(), why: text })
      .nullable()
      .describe('What name and values speak for'),
    drift: z.array(z.object({ id: z.uuid(), kind: z.enum(driftKinds), state: z.enum(['open', 'decided']) })),
  })
  .meta({ id: 'CatalogField' })

/** Shape of {@link FieldSchema}. */
export type CatalogField = z.infer<typeof FieldSchema>

/** A page of fields. */
export const FieldPageSchema = z
  .object({ total: z.number().int(), fields: z.array(FieldSchema), next: z.number().int().nullable() })
  .meta({ id: 'CatalogFieldPage' })

/** Shape of {@link FieldPageSchema}. */
export type CatalogFieldPage = z.infer<typeof FieldPageSchema>

/** What was decided about a drift. */
export const DecisionSchema = z
  .object({
    kind: z.enum(decisionKinds),
    act: z.uuid().describe('Joins what was decided at once'),
    until: z.iso.date().nullable(),
    form: z.enum(elsewhereForms).nullable(),
    note: z.string().nullable().describe('The reason, or the place'),
    decidedAt: z.iso.datetime(),
    decidedBy: z.string(),
  })
  .meta({ id: 'DriftDecision' })

/** One difference between what is held and what is promised. */
export const DriftSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(driftKinds),
    state: z.enum(['open', 'decided', 'gone']),
    source: z.string().nullable(),
    collection: z.string().nullable(),
    field: z.string().nullable(),
    fides: z.string().nullable(),
    category: z.object({ id: z.string(), name: text }).nullable(),
    columns: z.array(z.object({ name: z.string(), fides: z.string() })),
    rows: z.number().int().nullable(),
    sensitive: z.record(z.string(), z.number().int()),
    confidence: z.number(),
    why: text,
    suggestion: text,
    decisions: z.array(z.enum(decisionKinds)).describe('What can be decided'),
    promises: z.array(z.string()),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
    goneAt: z.iso.datetime().nullable(),
    decision: DecisionSchema.nullable(),
  })
  .meta({ id: 'Drift' })

/** Shape of {@link DriftSchema}. */
export type Drift = z.infer<typeof DriftSchema>

/** What is decided about one or several drifts at once. */
export const DecideSchema = z
  .object({
    drifts: z.array(z.uuid()).min(1).max(500),
    kind: z.enum(decisionKinds),
    reason: z.string().trim().min(1).max(500).optional().describe('Needed for not-personal'),
    until: z.iso.date().optional().describe('Needed for remove and promise: the day by which it is done'),
    form: z.enum(elsewhereForms).optional().describe('Needed for elsewhere'),
    place: z.string().trim().min(1).max(500).optional().describe('Needed for elsewhere'),
    fides: z
      .string()
      .regex(/^(user|system)(\.[a-z0-9_]+)*$/)
      .max(200)
      .optional()
      .describe('With accept: the category to write into the map instead of the one proposed'),
  })
  .meta({ id: 'DecideDrift' })

/** Shape of {@link DecideSchema}. */
export type Decide = z.infer<typeof DecideSchema>

/** A category of the pack: what it is for, how long it is kept, who gets it, and where it is. */
export const CategorySchema = z
  .object({
    id: z.string(),
    name: text,
    fides: z.array(z.string()),
    handling: z.array(z.string()),
    state: z
      .enum(['found', 'elsewhere', 'not-found', 'unknown'])
      .describe('unknown: a system was not scanned yet, or none is connected'),
    channels: z.array(z.object({ id: z.string(), name: text, from: z.string() })),
    subjects: z.array(z.object({ id: z.string(), name: text })),
    purposes: z.array(z.object({ id: z.string(), name: text })),
    retention: z.array(z.object({ id: z.string(), name: text, rule: z.string() })),
    recipients: z.array(z.object({ id: z.string(), name: text, kind: z.string() })),
    ifWithheld: text.nullable(),
    promises: z.array(z.string()),
    systems: z.array(
      z.object({
        source: z.string(),
        fields: z.array(z.object({ collection: z.string(), field: z.string() })),
        rows: z.number().int().nullable().describe('Estimated rows of the tables that hold it'),
      }),
    ),
    elsewhere: z.object({ form: z.enum(elsewhereForms), place: z.string().nullable() }).nullable(),
    drift: z.number().int().describe('Undecided drift that concerns it'),
  })
  .meta({ id: 'CatalogCategory' })

/** Shape of {@link CategorySchema}. */
export type CatalogCategory = z.infer<typeof CategorySchema>

/** A data map drafted for a system that is to be connected, with what a person has to look at. */
export const DraftedMapSchema = z
  .object({
    map: z.string().describe('Fides dataset YAML with the reasons as comments'),
    tables: z.number().int(),
    columns: z.number().int(),
    fields: z
      .array(
        z.object({
          collection: z.string(),
          field: z.string(),
          fides: z.array(z.string()),
          confidence: z.number(),
          why: text,
        }),
      )
      .describe('What speaks of persons'),
    toConfirm: z.array(z.object({ collection: z.string(), field: z.string().nullable(), why: text })),
  })
  .meta({ id: 'DraftedMap' })

/** Shape of {@link DraftedMapSchema}. */
export type DraftedMap = z.infer<typeof DraftedMapSchema>

/** Which laws apply, and by which jurisdictions. */
export const ApplicableLawsSchema = z
  .object({
    jurisdictions: z.array(
      z.object({
        code: z.string(),
        from: z
          .enum(['asked', 'field', 'default'])
          .describe('field: a country field of a connected system; default: the organisation’s own'),
        field: z.string().optional(),
      }),
    ),
    laws: z.array(z.object({ id: z.string(), name: text, version: z.string(), effective: z.iso.date() })),
  })
  .meta({ id: 'ApplicableLaws' })

/** Shape of {@link ApplicableLawsSchema}. */
export type ApplicableLaws = z.infer<typeof ApplicableLawsSchema>

const counted = z.object({
  count: z.number().int(),
  precision: z
    .enum(['exact', 'at-least', 'about'])
    .describe(
      'at-least: not everything could be looked at; about: estimated, or some may be counted too many',
    ),
})

/** How many people and records the connected systems hold of some categories. */
export const HeldCountSchema = z
  .object({
    categories: z.array(z.string()).describe('Those asked for that the policy in force has'),
    unknown: z.array(z.string()).describe('Those it has not; nothing is counted for them'),
    people: counted,
    records: counted,
    systems: z.array(
      z.object({
        source: z.string(),
        state: z.enum(['read', 'partly', 'away']),
        reason: z.string().nullable(),
        records: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'HeldCount' })

/** Shape of {@link HeldCountSchema}. */
export type HeldCount = z.infer<typeof HeldCountSchema>

/** What a device is declared to send. */
export const CollectorSchema = z
  .object({
    channel: z.string().max(100).describe('A technical channel of the policy'),
    fields: z
      .array(
        z.object({
          name: z.string().regex(/^[\w.-]{1,64}$/),
          fides: z.string().regex(/^user(\.[a-z0-9_]+)*$/),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'Collector' })

/** Shape of {@link CollectorSchema}. */
export type Collector = z.infer<typeof CollectorSchema>

/** A collector with what it sent so far. */
export const CollectorViewSchema = CollectorSchema.extend({
  key: z.string(),
  readings: z.number().int(),
  lastAt: z.iso.datetime().nullable(),
}).meta({ id: 'CollectorView' })

/** Shape of {@link CollectorViewSchema}. */
export type CollectorView = z.infer<typeof CollectorViewSchema>

/** Readings of a device: numbers and truth values only, so that nothing in them names anybody. */
export const ReadingsSchema = z
  .object({
    readings: z
      .array(
        z.object({
          at: z.iso.datetime({ offset: true }),
          measured: z.record(z.string().max(64), z.union([z.number(), z.boolean()])),
        }),
      )
      .min(1)
      .max(10_000),
  })
  .meta({ id: 'Readings' })

/** Shape of {@link ReadingsSchema}. */
export type Readings = z.infer<typeof ReadingsSchema>
