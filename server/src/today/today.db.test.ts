// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answered,
  home,
  receive,
  testApplication,
  untilState,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import type { Today } from './contract.ts'

let world: TestApplication
let manager: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  manager = await world.operator('manager', 'privacy-manager')
})
afterAll(() => world.close())

/** The first screen, without what the policy asks for again and again: that is there from the first day. */
const today = async () => {
  const shown = (await manager.browser.get(`/api/organisations/${home}/today`)).body as unknown as Today
  return { ...shown, duties: shown.duties.filter(({ kind }) => kind !== 'programme.carry-out') }
}

describe('the first screen', () => {
  it('shows what is open, not what is done, with every number true at the moment', async () => {
    expect(await today()).toMatchObject({ duties: [], requests: {} })
    await answered(world, manager, 'hana')
    const request = await receive(world, 'taro')
    await untilState(world, request.id, 'review')
    await world.app.ledger.sequence(home)
    const { duties, requests, ledger, promises } = await today()
    expect(duties.map(({ subject, state }) => [subject.label, state])).toEqual([[request.number, 'open']])
    expect(requests).toEqual({ answered: 1, review: 1 })
    expect(ledger).toMatchObject({ health: 'well', waiting: 0 })
    const { sum } = await world
      .query<{ sum: number }>('select count(*)::int as sum from ledger.facts where organisation_id = $1', [
        home,
      ])
      .then(([row]) => row as { sum: number })
    expect(ledger.size).toBe(sum)
    const told = await manager.browser.get(`/api/organisations/${home}/promises`)
    const states = (told.body as unknown as { sections: { promises: { state: string }[] }[] }).sections
      .flatMap((section) => section.promises)
      .map(({ state }) => state)
    const { held, atRisk, broken, notYet } = promises
    expect(held + atRisk + broken + notYet).toBe(states.length)
    expect(broken).toBe(states.filter((state) => state === 'broken').length)
  })

  it('warns of what is due soon and says what is overdue', async () => {
    const [duty] = (await today()).duties
    const until = (moment: string | null | undefined) =>
      world.clock.pass({ milliseconds: Date.parse(String(moment)) - world.clock.now().epochMilliseconds + 1 })
    until(duty?.warnAt)
    expect((await today()).duties.map(({ state }) => state)).toEqual(['warning'])
    until(duty?.dueAt)
    expect((await today()).duties.map(({ state }) => state)).toEqual(['overdue'])
  })

  it('names nobody', async () => {
    const { raw } = await manager.browser.get(`/api/organisations/${home}/today`)
    expect(raw).not.toMatch(/kaede|楓|𠮷田/)
  })
})
