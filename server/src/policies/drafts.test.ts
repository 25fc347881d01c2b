// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../kernel/index.ts'
import { bumpBetween, compareVersions, rises } from './bump.ts'
import { draftStates, type DraftState } from './contract.ts'
import { draftActions, moveDraft, movesFrom, whyNotDecide, type DraftAction } from './drafts.ts'

const role = { account: 'approver', name: null }

function afterAll(actions: readonly DraftAction[]): { states: DraftState[]; done: DraftAction[] } {
  let state: DraftState = 'draft'
  const states: DraftState[] = []
  const done: DraftAction[] = []
  for (const action of actions) {
    try {
      state = moveDraft(state, action)
      states.push(state)
      done.push(action)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { states, done }
}

const anyActions = fc.array(fc.constantFrom(...draftActions), { maxLength: 40 })

describe('a draft, whatever is asked of it in whatever order,', () => {
  it('is published only right after an approval, which came right after a submission', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { done } = afterAll(actions)
        const at = done.indexOf('publish')
        if (at === -1) return
        expect(done.slice(at - 2, at)).toEqual(['submit', 'approve'])
        expect(done.slice(at + 1)).toEqual([])
      }),
      // The rare way that leads to the end is among them.
      {
        examples: [
          [['save', 'submit', 'send-back', 'save', 'submit', 'approve', 'publish', 'save', 'recall']],
        ],
      },
    )
  })

  it('is written only while nobody decides about it', () => {
    for (const state of draftStates)
      expect([state, movesFrom(state).includes('save')]).toEqual([
        state,
        state === 'draft' || state === 'sent-back',
      ])
  })

  it('can always be brought to publication unless it was published', () => {
    const ways: Record<DraftState, DraftAction[]> = {
      draft: ['submit', 'approve', 'publish'],
      'sent-back': ['submit', 'approve', 'publish'],
      submitted: ['approve', 'publish'],
      approved: ['publish'],
      discarded: ['restore', 'submit', 'approve', 'publish'],
      published: [],
    }
    for (const state of draftStates) {
      let now = state
      for (const action of ways[state]) now = moveDraft(now, action)
      expect(now).toBe('published')
    }
    expect(movesFrom('published')).toEqual([])
  })
})

describe('who may decide', () => {
  it('is who has the role and none of the work', () => {
    const anyone = fc.record({
      answerable: fc.constantFrom('a', 'b', 'c'),
      roles: fc.subarray(['approver', 'engineer', 'desk']),
    })
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c']), anyone, (authors, approver) => {
        const refused = whyNotDecide({ authors }, role, approver)
        const may = approver.roles.includes('approver') && !authors.includes(approver.answerable)
        expect(refused === undefined).toBe(may)
      }),
    )
  })
})

describe('versions', () => {
  const version = fc
    .tuple(fc.nat(30), fc.nat(30), fc.nat(30))
    .map(([major, minor, patch]) => `${major}.${minor}.${patch}`)

  it('are ordered by their numbers, not by their letters', () => {
    expect(['1.10.0', '1.9.9', '2.0.0', '1.9.10'].sort(compareVersions)).toEqual([
      '1.9.9',
      '1.9.10',
      '1.10.0',
      '2.0.0',
    ])
  })

  it('rise by a bump at least to the next number of its kind, and a greater bump is a lesser one too', () => {
    fc.assert(
      fc.property(version, version, (from, to) => {
        expect(compareVersions(bumpBetween(from, 'patch'), from)).toBeGreaterThan(0)
        expect(rises(from, bumpBetween(from, 'major'), 'minor')).toBe(true)
        expect(rises(from, bumpBetween(from, 'minor'), 'patch')).toBe(true)
        if (rises(from, to, 'major')) expect(rises(from, to, 'patch')).toBe(true)
        expect(rises(from, from, 'patch')).toBe(false)
      }),
    )
  })
})
