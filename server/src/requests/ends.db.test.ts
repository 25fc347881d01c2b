// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  answered,
  asked,
  countFacts,
  home,
  receive,
  testApplication,
  untilState,
  type ReceivedRequest,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { inOrganisation } from '../database/index.ts'
import { answer } from './answer.ts'

let world: TestApplication
let approver: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  approver = await world.operator('approver', 'approver')
})
afterAll(() => world.close())

const base = `/api/organisations/${home}/requests`
const privacy = `/api/privacy/${home}`

describe('an erased person', () => {
  const erase = async (id: string) => {
    const [row] = await world.query<{ person_id: string }>(
      'select person_id from requests.requests where id = $1',
      [id],
    )
    const { db } = world.app.connection
    await inOrganisation(db, home, (tx) =>
      world.app.vault.erase(tx, home, row?.person_id as string, world.clock.now().toString()),
    )
  }

  it('is not named any more, and their link says why it leads nowhere', async () => {
    const request = await answered(world, approver, 'ren')
    await erase(request.id)
    const { status, body } = await approver.browser.get(`${base}/${request.id}`)
    expect([status, (body as { requester: unknown }).requester]).toEqual([200, null])
    const link = `${privacy}/download/${request.token}`
    for (const reply of [await world.browser().get(link), await world.browser().post(link)])
      expect(reply).toMatchObject({ status: 410, body: { code: 'vault.erased' } })
    expect((await world.browser().post(`${privacy}/follow`, request)).body).toMatchObject({
      state: 'answered',
    })
    const page = await world.app.http.inject({
      method: 'GET',
      url: `/privacy/${home}/download/${request.token}`,
    })
    expect(page.statusCode).toBe(410)
    expect(page.body).toContain('消去されています')
  })

  it('is not waited for: what was under way ends with its duty', async () => {
    const request = await receive(world, 'ren')
    await untilState(world, request.id, 'review')
    await erase(request.id)
    expect((await approver.browser.get(`${base}/${request.id}/found`)).status).toBe(410)
    expect((await approver.browser.post(`${base}/${request.id}/approve`)).status).toBe(200)
    await untilState(world, request.id, 'withdrawn')
    const duties = await world.query<{ closed_at: Date }>(
      'select closed_at from duties.duties where subject_id = $1 and closed_at is not null',
      [request.id],
    )
    expect(duties).toHaveLength(1)
    const { body } = await approver.browser.get(`${base}/${request.id}`)
    expect(JSON.stringify(body['timeline'])).toContain('because its requester was erased')
    const followed = await world.browser().post(`${privacy}/follow`, request)
    expect(JSON.stringify(followed.body)).toContain('because your data was erased')
  })
})

describe('a request that ends without an answer', () => {
  const withdraw = (request: ReceivedRequest) => world.browser().post(`${privacy}/follow/withdraw`, request)
  const refuse = (request: ReceivedRequest) =>
    approver.browser.post(`${base}/${request.id}/refuse`, { ground: 'other-law', explanation: 'x' })

  it.each([
    ['withdrawn', 'taro', withdraw],
    ['refused', 'hana', refuse],
  ] as const)(
    'keeps nothing of what was found once it is %s, and closes its duty',
    async (state, person, end) => {
      const request = await receive(world, person)
      await untilState(world, request.id, 'review')
      const found = () =>
        world.query<{ found_file: string | null; id: string | null }>(
          `select r.found_file, f.id from requests.requests r join vault.files f on f.person_id = r.person_id
         where r.id = $1`,
          [request.id],
        )
      expect(await found()).toEqual([{ found_file: expect.any(String), id: expect.any(String) }])
      expect(await end(request)).toMatchObject({ status: 200, body: { state } })
      expect(await found()).toEqual([])
      expect(await countFacts(world, request.id, 'duties.closed')).toBe(1)
      expect((await end(request)).status).toBe(409)
      expect((await approver.browser.get(`${base}/${request.id}/found`)).status).toBe(409)
    },
  )
})

describe('full storage', () => {
  // PostgreSQL itself raises 53100 here, from a trigger, at the very write named: no disk of the machine is filled.
  const fill = async (table: string) => {
    await world.query(`create or replace function public.no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '53100'; end $$`)
    await world.query(
      `create trigger no_space before insert or update on ${table} for each row execute function public.no_space()`,
    )
    const empty = () => world.query(`drop trigger if exists no_space on ${table}`)
    onTestFinished(async () => void (await empty()))
    return empty
  }
  const state = async (id: string) => ({
    facts: await world.query('select id from ledger.facts where subject_id = $1 order by id', [id]),
    rows: await world.query('select * from requests.requests where id = $1', [id]),
    mails: await world.query('select id from messages.messages where subject_id = $1 order by id', [id]),
    duties: await world.query('select id, closed_at from duties.duties where subject_id = $1', [id]),
  })

  it.each(['ledger.facts', 'messages.messages', 'duties.duties', 'requests.requests'])(
    'at %s leaves a request as it was, says so, and lets it go on afterwards',
    async (table) => {
      const { id, url, code } = await asked(world)
      const before = await state(id)
      const empty = await fill(table)
      const refused = await world.browser().post(url, { code })
      expect(refused).toMatchObject({ status: 507, body: { code: 'common.storage-full' } })
      expect(await state(id)).toEqual(before)
      await empty()
      expect((await world.browser().post(url, { code })).status).toBe(201)
      await untilState(world, id, 'review')
    },
  )

  it('while the answer is packed leaves it to be packed again', async () => {
    const request = await receive(world, 'taro')
    await untilState(world, request.id, 'review')
    const empty = await fill('vault.file_chunks')
    expect((await approver.browser.post(`${base}/${request.id}/approve`)).status).toBe(200)
    await expect(answer(world.app.requests, home, request.id)).rejects.toMatchObject({ code: '53100' })
    expect(await state(request.id)).toMatchObject({ rows: [{ state: 'packaging', package_file: null }] })
    await empty()
    await answer(world.app.requests, home, request.id)
    await untilState(world, request.id, 'answered')
    expect(await countFacts(world, request.id, 'requests.answered')).toBe(1)
  })
})
