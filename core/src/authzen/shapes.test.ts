// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EvaluationSchema, plainEvaluation } from './shapes.ts'

const question = {
  subject: { type: 'actor', id: 'billing-batch', properties: { roles: ['accounting'] } },
  action: { name: 'use' },
  resource: { type: 'invoices', id: 'K-000001' },
  context: { purpose: 'invoicing' },
}

/** A question with one or two of its members left out, added or put in another kind. */
const member = fc.constantFrom('subject', 'action', 'resource', 'context', 'more', 'null')
const part = fc.constantFrom('', 'type', 'id', 'name', 'properties', 'else')
const put = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'x',
    'x'.repeat(1_000),
    'x'.repeat(1_001),
    1,
    true,
    [],
    {},
    { a: null },
  ),
  fc.jsonValue(),
)
const changed = fc.array(fc.tuple(member, part, put), { maxLength: 2 }).map((changes) => {
  const made: Record<string, unknown> = structuredClone(question)
  for (const [at, name, value] of changes) {
    const inner = made[at]
    if (name === '' || typeof inner !== 'object' || inner === null) made[at] = value
    else Object.assign(inner, { [name]: value })
  }
  return JSON.parse(JSON.stringify(made)) as unknown
})

describe('a quick look at a question', () => {
  it('sees what is usual', () => {
    expect(plainEvaluation(question)).toBe(question)
    const { context: _context, ...without } = question
    expect(plainEvaluation(without)).toBe(without)
  })

  it('lets nothing pass that the schema refuses, and gives what the schema gives', () => {
    let passed = 0
    fc.assert(
      fc.property(fc.oneof(changed, fc.jsonValue()), (sent) => {
        const seen = plainEvaluation(sent)
        if (seen === undefined) return
        passed += 1
        expect(EvaluationSchema.parse(sent)).toEqual(seen)
      }),
      { numRuns: 3_000 },
    )
    expect(passed).toBeGreaterThan(100)
  })
})
