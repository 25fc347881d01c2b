// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import type { Column, Kind } from './connector.ts'
import { keyFor } from './keys.ts'

const column = (kind: Kind): Column => ({ name: 'c', type: kind, kind, list: false, nullable: true })
const keys = (kind: Kind, ...values: (string | number)[]) =>
  values.map((value) => keyFor(column(kind), value, false))

it('a UUID is asked for as databases show it, however it was written', () => {
  const shown = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'
  expect(keys('uuid', shown.toUpperCase(), `{${shown}}`, shown.replaceAll('-', ''), 'a0eebc99', 7)).toEqual([
    shown,
    shown,
    shown,
    undefined,
    undefined,
  ])
})

it('a day is asked for only where it is one, and a moment only where it is at its beginning', () => {
  expect(keys('date', '2024-02-29', '2024-02-30', '2024-03-01T00:00:00', '2024-03-01 09:00')).toEqual([
    '2024-02-29',
    undefined,
    '2024-03-01',
    undefined,
  ])
})
