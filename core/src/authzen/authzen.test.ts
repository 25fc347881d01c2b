// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { ask } from '../gate/sample.case.ts'
import { asked, ends, explained, failed, presented, withDefaults } from './authzen.ts'
import type { Evaluation } from './shapes.ts'

const evaluation: Evaluation = {
  subject: { type: 'user', id: 'alice', properties: { roles: ['clerk', 7], role: 'nurse' } },
  action: { name: 'provide', properties: { purpose: 'of the action', recipient: 'partners' } },
  resource: { type: 'contact', id: 'K-1', properties: { recipient: 'of the resource', client: 'acorn' } },
  context: { purpose: 'delivery', country: ' ', conditions: ['filed', null], deidentified: true },
}

describe('a question', () => {
  test('is read from where callers have its members, the context first', () => {
    expect(asked(evaluation)).toEqual({
      question: {
        act: 'provide',
        actor: { type: 'user', id: 'alice', roles: ['clerk', 'nurse'] },
        category: 'contact',
        purpose: 'delivery',
        recipient: 'partners',
        country: undefined,
        ground: undefined,
        document: undefined,
        conditions: ['filed'],
        client: 'acorn',
        channel: undefined,
        deidentified: true,
      },
      person: 'K-1',
      dryRun: false,
    })
  })

  test('of which much is left out, or of another kind, says nothing by it', () => {
    const bare = {
      subject: { type: 'user', id: 'alice', properties: null },
      action: { name: 'use' },
      resource: { type: 'contact', id: '*' },
      context: { purpose: 1, conditions: 'filed', deidentified: 'true', dry_run: 'yes' },
    }
    const { question, person, dryRun, ...rest } = asked(bare)
    expect([question.purpose, question.conditions, question.deidentified]).toEqual(['', [], false])
    expect([question.actor.roles, person, dryRun, rest]).toEqual([[], undefined, false, {}])
    const { context: _, ...without } = bare
    expect(asked(without)).toMatchObject({ question: { purpose: '' }, dryRun: false })
    expect(asked({ ...bare, context: { dry_run: true, take_out: { count: 1 } } })).toMatchObject({
      dryRun: true,
      takeOut: { count: 1 },
    })
  })
})

describe('one of many questions', () => {
  const { subject, action, resource, context } = evaluation
  const all = { subject, action, resource, context }
  const merged = (one: unknown, by: object = all) => withDefaults(by, one)

  test('has the defaults for what it leaves out, and its own for what it says', () => {
    expect(merged({}).data).toEqual(evaluation)
    expect(merged({ subject: null, context: null }).data).toEqual(evaluation)
    expect(merged({ action: { name: 'use' }, context: {} }).data).toEqual({
      ...evaluation,
      action: { name: 'use' },
      context: {},
    })
  })

  test('takes of the default of an entity it names nothing but what identifies it', () => {
    expect(merged({ resource: { id: 'K-2' } }).data?.resource).toEqual({ type: 'contact', id: 'K-2' })
    expect(merged({ resource: { type: 'orders' } }).data?.resource).toEqual({ type: 'orders', id: 'K-1' })
    expect(merged({ action: { properties: {} } }).data?.action).toEqual({ name: 'provide', properties: {} })
    const half = { ...all, resource: { type: 'contact' } }
    expect(merged({ resource: { id: 'K-2' } }, half).data?.resource).toEqual({ type: 'contact', id: 'K-2' })
  })

  test('that is none, or lacks something still, is wrong', () => {
    for (const one of [null, 'K-1', [], 7, { resource: 'K-1' }, { resource: [] }, { subject: { id: 1 } }])
      expect(merged(one).success).toBe(false)
    expect(merged({ resource: { id: 'K-2' } }, { subject, action }).success).toBe(false)
    expect(merged({}, { subject, action }).success).toBe(false)
  })

  test('ends the series as its semantic says, and only so', () => {
    const [permit, deny] = [presented(ask({})), failed(400, 'x')]
    expect([permit.decision, deny.decision]).toEqual([true, false])
    const by = (semantic: Parameters<typeof ends>[0]) => [ends(semantic, permit), ends(semantic, deny)]
    expect(by('execute_all')).toEqual([false, false])
    expect(by(undefined)).toEqual([false, false])
    expect(by('deny_on_first_deny')).toEqual([false, true])
    expect(by('permit_on_first_permit')).toEqual([true, false])
  })
})

describe('an answer', () => {
  test('tells what decided it, the remedy of a denial, and the record of a permit', () => {
    const denied = ask({ purpose: 'news' })
    const { answer, reason, promises, by, says, remedy } = denied
    expect(presented(denied)).toEqual({
      decision: false,
      context: { answer, reason, promises, by, says, remedy, obligations: [] },
    })
    expect([promises.length > 0, by.length > 0]).toEqual([true, true])
    const permitted = presented(ask({ act: 'take-out', document: 'slip' }), 'R-1')
    expect(permitted).toMatchObject({
      decision: true,
      context: { answer: 'permit', obligations: [{ kind: 'log', act: 'take-out' }], record: 'R-1' },
    })
    expect(permitted.context).not.toHaveProperty('remedy')
  })

  test('is explained by every check, what it found, and whether a claimed ground lifted it', () => {
    const person = { suspended: ['use' as const] }
    const found = (more: object) => {
      const { decision, steps } = explained(ask({ person, ...more }))
      const stopped = steps.find(({ check }) => check === 'stopped')
      return [decision, steps.length, stopped?.found.map(({ reason, lifted, by }) => [reason, lifted, by])]
    }
    const checks = explained(ask({})).steps.length
    expect(checks).toBeGreaterThan(15)
    expect(found({})).toEqual([false, checks, [['suspended', false, ['system:restriction']]]])
    expect(found({ ground: 'by-law', document: 'Art. 5' })).toEqual([
      true,
      checks,
      [['suspended', true, ['system:restriction']]],
    ])
  })
})
