// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, exclusionOf, wholeColumn, type ExclusionEdit } from './exclusions.ts'

const memo = { collection: 'ops:visits', row: 4, field: 'memo' }
const wholeRow = { ...memo, field: null }
const ground = 'harm'
const excluded = (reason: string, target = memo) => ({ ...target, ground, reason }) as const

describe('taking out', () => {
  it('adds the field with its reason, trimmed', () => {
    const edit = { kind: 'exclude', targets: [memo], ground, reason: ' somebody else ' } as const
    expect(applyEdit([], edit)).toEqual([excluded('somebody else')])
  })

  it('replaces the reason of what is out already', () => {
    const edit = { kind: 'exclude', targets: [memo], ground: 'other-law', reason: 'staff' } as const
    expect(applyEdit([excluded('old')], edit)).toEqual([{ ...memo, ground: 'other-law', reason: 'staff' }])
  })

  it('takes the fields of a row along when the row goes', () => {
    const other = excluded('stays', { ...memo, row: 5 })
    const edit = { kind: 'exclude', targets: [wholeRow], ground, reason: 'all' } as const
    expect(applyEdit([excluded('field'), other], edit)).toEqual([
      other,
      { ...wholeRow, ground, reason: 'all' },
    ])
  })

  it('finds the exclusion of a field in itself or in its row', () => {
    const row = { ...wholeRow, ground, reason: 'all' } as const
    expect(exclusionOf([row], memo)).toBe(row)
    expect(exclusionOf([excluded('field')], wholeRow)).toBeUndefined()
    expect(exclusionOf([excluded('field')], { ...memo, collection: 'web:visits' })).toBeUndefined()
  })

  it('offers a whole column without rows that are empty or out already', () => {
    const rows = [{ memo: 'a' }, { memo: null }, { memo: '' }, {}, { memo: 'e' }, { memo: 0 }]
    const list = [excluded('out')]
    expect(wholeColumn(list, 'ops:visits', 'memo', rows).map(({ row }) => row)).toEqual([0, 5])
  })
})

describe('undoing', () => {
  const target = fc.record({
    collection: fc.constantFrom('a:x', 'b:y'),
    row: fc.nat(3),
    field: fc.constantFrom('name', 'memo', null),
  })
  const edit: fc.Arbitrary<ExclusionEdit> = fc.record({
    kind: fc.constant('exclude' as const),
    targets: fc.array(target, { minLength: 1, maxLength: 4 }),
    ground: fc.constantFrom('harm', 'hindrance'),
    reason: fc.constantFrom('one', 'two'),
  })

  it('leaves nothing out after everything was put back, in any order of edits', () => {
    fc.assert(
      fc.property(fc.array(edit), (edits) => {
        const after = edits.reduce(applyEdit, [])
        expect(applyEdit(after, { kind: 'include', targets: after })).toEqual([])
      }),
    )
  })

  it('puts back what was just taken out, and never more than that', () => {
    fc.assert(
      fc.property(fc.array(edit), target, (edits, one) => {
        const before = edits.reduce(applyEdit, [])
        const out = applyEdit(before, { kind: 'exclude', targets: [one], ground, reason: 'now' })
        const back = applyEdit(out, { kind: 'include', targets: [one] })
        const undone = back.filter(
          (left) => applyEdit([left], { kind: 'include', targets: [one] }).length === 0,
        )
        expect(undone).toEqual([])
        expect(before).toEqual(expect.arrayContaining(back))
      }),
    )
  })
})
