// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** A fact as the console shows it: its clear part only, and where it stands in the tree. */
export const FactViewSchema = z
  .object({
    id: z.uuid(),
    type: z.string(),
    version: z.number().int(),
    time: z.iso.datetime(),
    actor: z.object({ kind: z.string(), id: z.string() }),
    actorName: z.string().nullable().describe('Name of the operator, where the actor is one'),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    clear: z.record(z.string(), z.unknown()),
    sealed: z.boolean().describe('Whether the fact has a sealed part'),
    promises: z.array(z.string()),
    leafIndex: z
      .number()
      .int()
      .nullable()
      .describe('Place in the tree; null until the sequencer numbered it'),
  })
  .meta({ id: 'FactView' })

/** Shape of {@link FactViewSchema}. */
export type FactView = z.infer<typeof FactViewSchema>

/** Where an organisation's ledger stands. */
export const LedgerStateSchema = z
  .object({
    origin: z.string(),
    verificationKey: z.string().describe('C2SP signed-note verifier key'),
    size: z.number().int().describe('Facts in the tree'),
    waiting: z.number().int().describe('Facts committed and not yet numbered'),
    root: z.string().describe('Root hash, base64'),
    checkpoint: z.string().nullable().describe('Newest C2SP checkpoint'),
    checkpointAt: z.iso.datetime().nullable(),
    health: z.enum(['well', 'behind', 'damaged']),
    healthCheckedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'LedgerState' })

/** Shape of {@link LedgerStateSchema}. */
export type LedgerState = z.infer<typeof LedgerStateSchema>

/** A page of facts, newest first. */
export const FactPageSchema = z
  .object({
    facts: z.array(FactViewSchema),
    next: z.string().nullable().describe('Pass as `before` for the next page'),
  })
  .meta({ id: 'FactPage' })

/** Shape of {@link FactPageSchema}. */
export type FactPage = z.infer<typeof FactPageSchema>
