// SPDX-License-Identifier: Apache-2.0
import { ACTS, DENIALS, GAPS } from '@yakusoku/core/gate'
import { describe, expect, it } from 'vitest'
import type { GateUse } from 'yakusoku/contract'
import { matches } from '../../matches.ts'
import { en } from '../../words/en.ts'
import { ja } from '../../words/ja.ts'
import { byReason, summed } from './counted.ts'
import { withDay } from './days.tsx'
import { acts, addressOf, curlOf, draftOf, emptyDraft, evaluationOf, type Draft } from './question.ts'
import { draftAsked, kindsInOrder } from '../standing/register.ts'
import { formFor, remedyOf } from './remedies.ts'

const provision: Draft = {
  ...emptyDraft,
  act: 'provide',
  roles: ['accounting', 'client-staff'],
  actor: 'sato',
  category: 'invoices',
  purpose: 'invoicing',
  person: "o'hara@kaede.example.jp",
  recipient: 'tax-office',
  ground: 'law',
  document: '令状 1号',
  conditions: ['consent-difficult'],
  channel: 'web',
}

describe('a question', () => {
  it('goes into its address and comes back, without the person', () => {
    const address = addressOf(provision)
    expect(String(address)).not.toMatch(/hara|kaede/)
    expect(draftOf(address)).toEqual({ ...provision, person: '', channel: '' })
    expect(draftOf(new URLSearchParams())).toEqual(emptyDraft)
    for (const actor of ['sato@minatsuyu.example.jp', '佐藤 太郎'])
      expect(addressOf({ ...provision, actor }).has('actor')).toBe(false)
  })

  it('says what its act needs and nothing else', () => {
    expect(evaluationOf(provision)).toEqual({
      subject: { type: 'actor', id: 'sato', properties: { roles: ['accounting', 'client-staff'] } },
      action: { name: 'provide' },
      resource: { type: 'invoices', id: "o'hara@kaede.example.jp" },
      context: {
        purpose: 'invoicing',
        recipient: 'tax-office',
        ground: 'law',
        document: '令状 1号',
        conditions: ['consent-difficult'],
      },
    })
    expect(evaluationOf({ ...provision, act: 'use', ground: '', person: ' ' })).toMatchObject({
      resource: { id: '*' },
      context: { purpose: 'invoicing' },
    })
  })

  it('is typed into a shell as it is, whatever quotes it holds', () => {
    const typed = curlOf(provision, 'http://localhost:8420', 'cleaning')
    expect(typed).toContain(String.raw`o'\''hara@kaede.example.jp`)
    expect(typed).toContain('http://localhost:8420/organisations/cleaning/access/v1/evaluation')
  })

  it('offers every act of the gate', () => {
    expect(acts.toSorted()).toEqual(ACTS.toSorted())
    for (const { gate } of [ja, en]) expect(Object.keys(gate.act).toSorted()).toEqual(ACTS.toSorted())
  })
})

const use = (more: Partial<GateUse>): GateUse => ({
  day: '2026-11-20',
  answer: 'deny',
  reason: 'beyond-purpose',
  act: 'use',
  category: 'invoices',
  purpose: 'invoicing',
  recipient: null,
  roles: ['accounting'],
  actor: 'batch',
  count: 1,
  lastAt: '2026-11-20T01:00:00.000Z',
  promises: [],
  ...more,
})

describe('the days that are shown', () => {
  it('never end before they begin', () => {
    const days = { since: '2026-11-16', until: '2026-11-22' }
    expect(withDay(days, 'since', '2026-11-20')).toEqual({ ...days, since: '2026-11-20' })
    expect(withDay(days, 'since', '2026-12-01')).toEqual({ since: '2026-12-01', until: '2026-12-01' })
    expect(withDay(days, 'until', '2026-11-01')).toEqual({ since: '2026-11-01', until: '2026-11-01' })
  })
})

describe('what was counted', () => {
  it('is added up over days, with the last time', () => {
    const later = use({ day: '2026-11-21', count: 4, lastAt: '2026-11-21T01:00:00.000Z' })
    const { day: _day, ...kept } = later
    expect(summed([use({}), later])).toEqual([{ ...kept, count: 5 }])
    expect(summed([use({}), use({ actor: null })])).toHaveLength(2)
  })

  it('stands by its reason, the most frequent first', () => {
    const groups = byReason([use({ reason: 'no-consent' }), use({}), use({ purpose: 'training', count: 2 })])
    expect(groups.map(({ reason, count, uses }) => [reason, count, uses.length])).toEqual([
      ['beyond-purpose', 3, 2],
      ['no-consent', 1, 1],
    ])
  })

  it('is found by every word of a search', () => {
    expect(matches('Invo 経理', ['invoices', '経理担当者'])).toBe(true)
    expect(matches('invoices other', ['invoices'])).toBe(false)
    expect(matches('', ['x'])).toBe(true)
    expect(matches('ｉｎｖｏ　ﾀﾞｲﾄｳ', ['Invoices', '大東 ダイトウ'])).toBe(true)
  })
})

describe('the reasons', () => {
  const reasons = [...Object.keys(GAPS), ...Object.keys(DENIALS), 'not-recordable']

  it.each(['ja', 'en'] as const)('have a name each, and no name is left over (%s)', (language) => {
    const { reason } = { ja, en }[language].gate
    expect(Object.keys(reason).toSorted()).toEqual(reasons.toSorted())
  })

  it('that are gaps lead to the policy, unless the question itself lacks something', () => {
    const asked = ['unknown-act', 'recipient-missing', 'recipient-not-of-act', 'client-missing']
    for (const gap of Object.keys(GAPS))
      if (gap !== 'actor-without-role')
        expect([gap, remedyOf(gap)?.page]).toEqual([gap, asked.includes(gap) ? undefined : 'policy'])
    expect(remedyOf('actor-without-role')?.path).toBe('standing/actors')
  })

  it('that something else puts right lead to its page, and to the part of it that there is', () => {
    expect(remedyOf('no-consent')?.page).toBe('persons')
    expect(remedyOf('not-cleared')?.path).toBe('standing/clearances')
    expect(remedyOf('beyond-purpose')).toBeNull()
    const parts = kindsInOrder.map((kind) => `standing/${kind}s`)
    const led = Object.keys(DENIALS).flatMap((reason) => remedyOf(reason) ?? [])
    for (const { page, path } of led) if (page === 'standing') expect(parts).toContain(path)
  })

  it('fill the form of the register with what was asked, and with nothing that was not kept', () => {
    const form = formFor(use({ category: 'floor-plans', actor: 'sato', recipient: 'kaku' }), [{ id: 'kaku' }])
    expect(draftAsked('clearance', form)).toEqual({ actor: 'sato', category: 'floor-plans' })
    expect(draftAsked('actor', form)).toEqual({ actor: 'sato' })
    expect(form.get('id')).toBe('kaku')
    expect(formFor(use({ recipient: 'vendors' }), []).get('class')).toBe('vendors')
    expect([...formFor(use({ actor: '#12ab', purpose: '…' }), []).keys()]).toEqual(['act', 'category'])
  })
})
