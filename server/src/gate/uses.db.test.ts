// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, it } from 'vitest'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { Ledger } from '../ledger/index.ts'
import { Uses } from './uses.ts'

let world: TestApplication
beforeAll(async () => {
  world = await testApplication({ laws: true })
})
afterAll(() => world.close())

const question = {
  act: 'use',
  actor: { id: 'nightly', roles: ['accounting'] },
  category: 'invoices',
  purpose: 'invoicing',
}

const rows = async (table: 'uses' | 'kinds') => {
  const where = table === 'uses' ? `actor = 'nightly'` : `question->'actor'->>'id' = 'nightly'`
  const found = await world.query<{ count: string }>(`select count from gate.${table} where ${where}`)
  return found.map(({ count }) => Number(count))
}

it('counts on what could not be written down, and writes it once, uses and kinds together', async () => {
  const { gate, gates } = world.app
  const ledger = Object.assign(Object.create(gate.ledger) as Ledger, {
    append: async () => {
      throw new Error('the database is away')
    },
  })
  const away = { ...gate, ledger }
  const uses = new Uses(away)
  const node = await gates.node(home)
  const note = () => {
    const asking = node.gate.remembered(question)
    const decision = asking(undefined, node.today())
    uses.note(node, home, node.today(), { asking, question, stands: -1, decision, told: decision })
  }
  note()
  note()
  await uses.write()
  expect([await rows('uses'), await rows('kinds')]).toEqual([[], []])
  note()
  Object.assign(ledger, { append: gate.ledger.append.bind(gate.ledger) })
  await uses.write()
  await uses.write()
  expect([await rows('uses'), await rows('kinds')]).toEqual([[3], [3]])
})
