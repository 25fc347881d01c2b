// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { Refusal } from '../kernel/index.ts'
import { basisOf, readTakeOut, stateOf, type Given } from './takeouts.ts'

const sent = { count: 120, medium: 'removable-drive', destination: '架空印刷の工場', return_by: '2026-11-30' }
const read = (change: Partial<Given> = {}) =>
  readTakeOut({ sent, document: undefined, basis: 'need', today: '2026-11-22', ...change })

function refused(change: Partial<Given>): Refusal {
  try {
    read(change)
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error('nothing was refused')
}

describe('what a take-out says', () => {
  it('is read whole', () => {
    expect(read()).toEqual(sent)
    expect(read({ sent: { ...sent, return_by: '2026-11-22', more: 1 } }).return_by).toBe('2026-11-22')
  })

  it.each([
    ['nothing', undefined, 'context.take_out.count, context.take_out.medium'],
    ['no object', 'usb', 'context.take_out'],
    ['none of them', { ...sent, count: 0 }, 'context.take_out.count'],
    ['an unknown medium', { ...sent, medium: 'parrot' }, 'context.take_out.medium'],
    ['nowhere', { ...sent, destination: ' ' }, 'context.take_out.destination'],
    ['no day', { ...sent, return_by: '2026-02-30' }, 'context.take_out.return_by'],
  ])('is refused with the places that lack: %s', (_what, wrong, fields) => {
    const { code, title, remedy } = refused({ sent: wrong })
    expect(code).toBe('takeouts.incomplete')
    expect(title.en).toContain(fields)
    expect(remedy.ja).toContain('removable-drive')
  })

  it('names the document where the client consented', () => {
    expect(refused({ basis: 'client-consent' }).title.en).toContain('context.document')
    expect(read({ basis: 'client-consent', document: '承諾書 第4号' })).toEqual(sent)
  })

  it('comes back on a day that is not over', () => {
    expect(refused({ today: '2026-12-01' }).code).toBe('takeouts.return-past')
  })
})

describe('a take-out', () => {
  it('rests on the need, on the client’s consent or on an exception of the law', () => {
    expect(basisOf(undefined)).toBe('need')
    expect(basisOf({ kind: 'need' })).toBe('need')
    expect(basisOf({ kind: 'consent' })).toBe('client-consent')
    expect(basisOf({ kind: 'emergency' })).toBe('exception')
  })

  it('is overdue from the day after its return was due', () => {
    const out = { returned: false, returnBy: '2026-11-30' }
    expect(stateOf(out, '2026-11-30')).toBe('out')
    expect(stateOf(out, '2026-12-01')).toBe('overdue')
    expect(stateOf({ ...out, returned: true }, '2026-12-01')).toBe('returned')
  })
})
