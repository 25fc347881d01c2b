// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { mediaTypeOf } from './media.ts'
import { dueCycle, mayRead, owns, type DueCycle, type LastCycle } from './programme.ts'

const periods = fc.constantFrom('P1D', 'P1M', 'P3M', 'P6M', 'P1Y', 'P2Y', 'P2W')
const days = fc.oneof(
  fc.constantFrom('2024-02-29', '2024-01-31', '2026-12-31', '2026-08-31'),
  fc
    .integer({ min: 0, max: 6000 })
    .map((count) => Temporal.PlainDate.from('2020-01-01').add({ days: count }).toString()),
)
const after = (day: string, count: number) => Temporal.PlainDate.from(day).add({ days: count }).toString()

function due(every: string, since: string, day: string, last?: LastCycle): DueCycle | undefined {
  const found = dueCycle(every, { since, last, day })
  if (!found.ok) throw new Error(found.problem.message.en)
  return found.value
}

describe('the cycle that runs', () => {
  it('starts on the day the series starts, and not before', () => {
    expect(due('P1Y', '2026-11-22', '2026-11-21')).toBeUndefined()
    expect(due('P1Y', '2026-11-22', '2026-11-22')).toEqual({
      anchor: '2026-11-22',
      every: 'P1Y',
      starts: '2026-11-22',
      ends: '2027-11-22',
      missed: 0,
    })
  })

  it('keeps the end of a month and the leap day, because each is counted from the start', () => {
    const starts = ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']
    for (const day of starts) expect(due('P1M', '2024-01-31', day)?.starts).toBe(day)
    expect(due('P1Y', '2024-02-29', '2025-03-01')?.starts).toBe('2025-02-28')
    expect(due('P1Y', '2024-02-29', '2028-02-29')?.starts).toBe('2028-02-29')
  })

  it('is opened once however often it is looked for, and only the running one after a standstill', () => {
    fc.assert(
      fc.property(
        periods,
        days,
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 12 }),
        (every, since, steps) => {
          let day = since
          let last: DueCycle | undefined
          let opened = 0
          let missed = 0
          for (const step of [0, ...steps]) {
            day = after(day, step)
            const found = due(every, since, day, last)
            if (found === undefined) {
              expect(last !== undefined && day < last.ends).toBe(true)
              continue
            }
            expect(found.starts <= day && day < found.ends).toBe(true)
            if (last !== undefined) expect(found.starts >= last.ends).toBe(true)
            if (last !== undefined && found.missed === 0) expect(found.starts).toBe(last.ends)
            opened += 1
            missed += found.missed
            last = found
            expect(due(every, since, day, last)).toBeUndefined()
          }
          // Every turn since the start was opened or is told as missed.
          let turns = 0
          for (let at = since; at <= day; turns += 1) at = due(every, since, at)?.ends as string
          expect(opened + missed).toBe(turns)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes another period from where the running cycle ends', () => {
    const last = due('P1Y', '2026-04-01', '2026-11-22') as DueCycle
    expect(due('P1M', '2026-04-01', '2027-03-31', last)).toBeUndefined()
    const next = due('P1M', '2026-04-01', '2027-06-10', last)
    expect(next).toEqual({
      anchor: '2027-04-01',
      every: 'P1M',
      starts: '2027-06-01',
      ends: '2027-07-01',
      missed: 2,
    })
    expect(due('P1M', '2026-04-01', '2027-07-01', next)?.anchor).toBe('2027-04-01')
  })

  it('starts anew where the duty was dropped and has come back', () => {
    const last = due('P1Y', '2026-04-01', '2026-11-22') as DueCycle
    expect(due('P1Y', '2026-12-01', '2026-12-05', last)?.starts).toBe('2026-12-01')
  })

  it('says what is no period', () => {
    expect(dueCycle('P0D', { since: '2026-04-01', last: undefined, day: '2026-04-01' }).ok).toBe(false)
  })
})

describe('who may', () => {
  it('complete: the owner’s role and the privacy manager; read: auditors too', () => {
    expect([owns(['desk'], 'desk'), owns(['privacy-manager'], 'desk'), owns(['auditor'], 'desk')]).toEqual([
      true,
      true,
      false,
    ])
    expect([mayRead(['auditor'], 'desk'), mayRead(['engineer'], 'desk')]).toEqual([true, false])
  })
})

describe('a file of evidence', () => {
  const zip = (...names: string[]) => Buffer.from(`PK\u0003\u0004${names.join(' ')}`, 'latin1')
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'image/png'],
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['Japanese text', Buffer.from('受講記録\n楓 太郎\n'), 'text/plain'],
    [
      'a letter',
      zip('[Content_Types].xml', 'word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('is told by its bytes: %s', (_what, file, type) => expect(mediaTypeOf(file)).toBe(type))

  it.each([
    ['a page', Buffer.from('<!doctype html><script>')],
    ['a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')],
    ['text in Shift_JIS', Buffer.from([0x8e, 0xf3, 0x8d, 0x75])],
    ['a sheet with macros', zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin')],
    ['any other archive', zip('readme')],
  ])('is refused when it is %s', (_what, file) => expect(mediaTypeOf(file)).toBeUndefined())
})
