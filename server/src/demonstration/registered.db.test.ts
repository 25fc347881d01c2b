// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, it } from 'vitest'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { inOrganisation } from '../database/index.ts'
import { readStanding } from '../standing/index.ts'
import { askAsPrograms } from './asked.ts'
import { registerStanding } from './registered.ts'
import { castEmails } from './showcase.ts'

let world: TestApplication
beforeAll(async () => {
  world = await testApplication({ laws: true })
})
afterAll(() => world.close())

const day = () => world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate()
const standing = () =>
  inOrganisation(world.app.connection.db, home, (tx) =>
    readStanding(world.app.standing, tx, home, day().toString()),
  )
const register = (cleared: readonly string[]) =>
  registerStanding(
    { standing: world.app.standing, consent: world.app.consent, cleared },
    world.app.policies.organisations(),
    day().toString(),
  )

it('registers how the cleaning company stands once, and leaves what people change afterwards', async () => {
  const { id, browser } = await world.operator('clerk', 'desk')
  await register([id])
  const first = await standing()
  expect(first.receivers['minamo-equipment']?.contractUntil).toBe(day().add({ days: 40 }).toString())
  expect(first.clearances).toEqual({ [id]: ['facility-access'], 'dispatch-app': ['facility-access'] })
  await register([])
  expect(await standing()).toEqual(first)
  const known = await browser.post(`/api/organisations/${home}/persons/lookups`, {
    person: castEmails.misaki,
  })
  expect([known.status, known.body]).toMatchObject([
    200,
    { state: { consents: ['feedback-surveys', 'insurance-and-payment'] } },
  ])
})

it('asks what programs ask: most is permitted, and each way to go wrong is there', async () => {
  await askAsPrograms(world.app.gates, world.app.policies.organisations())
  const { browser } = await world.operator('reader', 'privacy-manager')
  const { body } = await browser.get(`/api/organisations/${home}/gate/uses`)
  const uses = body as unknown as { answer: string; reason: string; actor: string; count: number }[]
  const counts = Map.groupBy(uses, ({ answer, reason }) => `${answer}: ${reason}`)
  const summed = [...counts].map(([answer, all]) => [answer, all.reduce((sum, { count }) => sum + count, 0)])
  expect(Object.fromEntries(summed)).toEqual({
    'permit: permitted': 3 * (42 + 42 + 31 + 18 + 27 + 12),
    'deny: no-consent': 27,
    'deny: beyond-purpose': 3 * (4 + 3),
    'gap: unknown-purpose': 6,
  })
})
