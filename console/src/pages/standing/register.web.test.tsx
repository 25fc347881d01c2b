// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { NewStandingSchema, standingKinds, type StandingBody, type StandingEntry } from 'yakusoku/contract'
import { isWord } from './callers.ts'
import {
  alreadyOf,
  bySoonest,
  draftAsked,
  draftOf,
  duesOf,
  keptByKind,
  kindsInOrder,
  standingOf,
  stateOf,
} from './register.ts'

const today = '2026-11-22'
const entry = (id: string, body: StandingBody, more: Partial<StandingEntry> = {}): StandingEntry => ({
  id: `${body.kind}:${id}`,
  body,
  since: '2026-04-01',
  until: null,
  stands: true,
  told: null,
  changedAt: '2026-04-01T00:00:00Z',
  changedBy: '三枝 律子',
  endedAt: null,
  fact: '00000000-0000-4000-8000-000000000000',
  ...more,
})
const receiver = (id: string, more: object = {}) =>
  entry(id, { kind: 'receiver', class: 'equipment-vendors', name: '水面機材', ...more })
const clearance = entry('dispatch-app:floor-plans', {
  kind: 'clearance',
  actor: 'dispatch-app',
  category: 'floor-plans',
  document: '第12号',
})

describe('the register of how the organisation stands', () => {
  it('has a part for every kind', () => {
    expect([...kindsInOrder].sort()).toEqual([...standingKinds].sort())
  })

  it('writes a form down as the server takes it, and shows it again as it was', () => {
    const forms = [
      standingOf('receiver', { id: 'minamo', class: 'vendors', name: ' 水面 ', country: '', until: '' }),
      standingOf('clearance', draftOf(clearance)),
      standingOf('new-purpose', { purpose: 'kaizen', version: '2.0.0', related: 'yes', note: '同じ改善' }),
    ]
    expect(forms).toEqual([
      { id: 'minamo', body: { kind: 'receiver', class: 'vendors', name: '水面' } },
      { since: '2026-04-01', body: clearance.body },
      {
        body: { kind: 'new-purpose', purpose: 'kaizen', version: '2.0.0', related: true, note: '同じ改善' },
      },
    ])
    for (const form of forms) expect(NewStandingSchema.safeParse(form).success).toBe(true)
  })

  it('writes actors and words of callers down line by line, and shows them again as they were', () => {
    const bodies: StandingBody[] = [
      { kind: 'actor', actor: 'auth0|41', type: 'user', roles: ['sales-staff', 'accounting'] },
      {
        kind: 'word',
        says: {
          action: 'delete',
          actionProperties: { soft: true, level: 2, code: '2', quoted: '"x"', note: 'a=b' },
          type: 'record',
          ids: ['record-1', '/customers/{person}'],
          resourceProperties: { owner: '@subject' },
        },
        means: { act: 'use', category: 'floor-plans', person: 'none', country: 'JP' },
        caller: '00000000-0000-4000-8000-000000000000',
      },
      { kind: 'word', says: { category: 'floor-plans' }, means: { purpose: 'kaizen' } },
    ]
    for (const body of bodies) {
      const form = standingOf(body.kind, draftOf(entry('a-name', body)))
      expect(form.body).toEqual(body)
      expect(NewStandingSchema.safeParse(form).success).toBe(true)
    }
  })

  it('holds a word for whole once it says something and means something', () => {
    expect(isWord({ saysAction: 'GET', meansAct: ' ' })).toBe(false)
    expect(isWord({ meansAct: 'read', caller: 'x' })).toBe(false)
    expect(isWord({ saysIds: 'record-1', meansCategory: 'invoices' })).toBe(true)
  })

  it('takes from an address only what entries of the kind say', () => {
    const query = new URLSearchParams('actor=dispatch-app&category=floor-plans&class=insurers')
    expect(draftAsked('clearance', query)).toEqual({ actor: 'dispatch-app', category: 'floor-plans' })
    expect(draftAsked('receiver', query)).toEqual({ class: 'insurers' })
    expect(draftAsked('filing', query)).toBeNull()
  })

  it('finds what is registered already of the same thing, until that is ended', () => {
    const draft = { actor: 'dispatch-app', category: 'floor-plans' }
    expect(alreadyOf('clearance', draft, [receiver('a'), clearance])).toBe(clearance)
    expect(alreadyOf('clearance', { actor: 'dispatch-app' }, [clearance])).toBeUndefined()
    expect(alreadyOf('approval', {}, [clearance])).toBeUndefined()
    expect(alreadyOf('clearance', draft, [{ ...clearance, endedAt: '2026-05-01T00:00:00Z' }])).toBeUndefined()
  })

  it('marks what ran out or will soon, the last day still counting, and puts the soonest first', () => {
    const over = receiver('over', { contractUntil: '2027-01-21', assessedUntil: '2026-11-21' })
    const last = receiver('last', { contractUntil: today })
    const far = receiver('far', { contractUntil: '2027-01-22' })
    expect(duesOf(over, today).map(({ what, days, state }) => [what, days, state])).toEqual([
      ['assessedUntil', -1, 'over'],
      ['contractUntil', 60, 'soon'],
    ])
    expect(duesOf(last, today)[0]).toMatchObject({ days: 0, state: 'soon' })
    expect(duesOf(far, today)[0]).toMatchObject({ days: 61, state: 'later' })
    const ids = bySoonest([receiver('none'), far, last, over], today).map(({ id }) => id.slice(9))
    expect(ids).toEqual(['over', 'last', 'far', 'none'])
  })

  it('tells what stands from what is to come, ran out, or was ended', () => {
    const not = { stands: false }
    const states = [
      receiver('whole', { contractUntil: '2028-01-01', assessedUntil: '2028-01-01' }),
      clearance,
      receiver('a'),
      receiver('e', { contractUntil: today }),
      receiver('f', { contractUntil: '2027-09-01', assessedUntil: '2026-11-21' }),
      { ...receiver('b'), ...not, since: '2026-12-01' },
      { ...receiver('c'), ...not, until: '2026-11-21' },
      { ...receiver('d'), ...not, endedAt: '2026-11-21T00:00:00Z' },
    ]
    expect(states.map((one) => stateOf(one, today))).toEqual([
      'stands',
      'stands',
      'partial',
      'soon',
      'lapsed',
      'coming',
      'over',
      'ended',
    ])
  })

  it('names what of the policy it carries out', () => {
    expect(keptByKind('clearance', [receiver('a'), clearance, clearance])).toEqual([
      'system:clearance',
      'category:floor-plans',
    ])
  })
})
