// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answered,
  asked,
  askFor,
  codeFor,
  countFacts,
  home,
  people,
  receive,
  testApplication,
  untilState,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { newId } from '../kernel/index.ts'

let world: TestApplication
let approver: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  approver = await world.operator('approver', 'approver')
})
afterAll(() => world.close())

const base = `/api/organisations/${home}/requests`
const privacy = `/api/privacy/${home}`
const ask = () => asked(world)
const enter = (url: string, code: string) => world.browser().post(url, { code })
/** Moves the clock past the hour in which an address gets no more than five codes. */
const nextHour = () => world.clock.pass({ minutes: 61 })

describe('a code', () => {
  it('dies with its fifth wrong try, and says before how many are left', async () => {
    const { url, wrong, code, id } = await ask()
    for (const attemptsLeft of [4, 3, 2, 1])
      expect(await enter(url, wrong)).toMatchObject({
        status: 422,
        body: { code: 'requests.wrong-code', attemptsLeft },
      })
    expect(await enter(url, wrong)).toMatchObject({ status: 410, body: { code: 'requests.code-expired' } })
    expect(await enter(url, code)).toMatchObject({ status: 410, body: { code: 'requests.code-expired' } })
    expect(await countFacts(world, id, 'requests.identity-failed')).toBe(5)
    expect(await countFacts(world, id, 'requests.received')).toBe(0)
  })

  it('has its tries counted when they come all at once', async () => {
    const { url, wrong, code, id } = await ask()
    const replies = await Promise.all(Array.from({ length: 12 }, () => enter(url, wrong)))
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(4)
    expect(await countFacts(world, id, 'requests.identity-failed')).toBe(5)
    expect((await enter(url, code)).status).toBe(410)
  })

  it('costs no try where none was typed', async () => {
    const { url, code, wrong } = await ask()
    for (const typed of ['', '12345', '1234567', 'abcdef', '\u0000'])
      expect(await enter(url, typed)).toMatchObject({ status: 422, body: { attemptsLeft: 5 } })
    expect((await enter(url, wrong)).body).toMatchObject({ attemptsLeft: 4 })
    const full = code.replaceAll(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0))
    expect((await enter(url, ` ${full} `)).status).toBe(201)
  })

  it('works once, also when it is entered twice at the same time', async () => {
    const { url, code, id } = await ask()
    const replies = await Promise.all([enter(url, code), enter(url, code), enter(url, code)])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    expect((await enter(url, code)).body).toMatchObject({ code: 'requests.code-used' })
    expect(await countFacts(world, id, 'requests.received')).toBe(1)
  })

  it('expires after fifteen minutes, and a new one works', async () => {
    const { url, code, id, email } = await ask()
    world.clock.pass({ minutes: 15 })
    expect(await enter(url, code)).toMatchObject({ status: 410, body: { code: 'requests.code-expired' } })
    expect((await world.browser().post(`${privacy}/requests/${id}/another-code`)).status).toBe(202)
    const fresh = await codeFor(world, email)
    if (fresh !== code) expect((await enter(url, code)).status).toBe(422)
    expect((await enter(url, fresh)).status).toBe(201)
    expect(await countFacts(world, id, 'requests.code-sent')).toBe(1)
  })

  it('is mailed five times in an hour to one address, wherever it is asked for', async () => {
    const { id, email } = await ask()
    const again = () => world.browser().post(`${privacy}/requests/${id}/another-code`)
    const anew = () =>
      world.browser().post(`${privacy}/requests`, askFor('taro', { email: email.toUpperCase() }))
    const replies = await Promise.all([again(), anew(), again(), anew(), again(), anew(), again()])
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(4)
    expect(replies.find(({ status }) => status === 429)?.body).toMatchObject({
      code: 'requests.too-many-codes',
      seconds: 3600,
    })
    world.clock.pass({ minutes: 61 })
    const later = await Promise.all([again(), again(), again(), again(), again(), again()])
    expect(later.filter(({ status }) => status === 202)).toHaveLength(5)
  })

  it('is not taken for a request that nobody made', async () => {
    expect(await enter(`${privacy}/requests/${newId()}/code`, '123456')).toMatchObject({ status: 404 })
    expect(await enter(`${privacy}/requests/1/code`, '123456')).toMatchObject({ status: 400 })
  })
})

describe('number and secret', () => {
  it('are refused alike, whichever of them is wrong', async () => {
    const { number, secret } = await receive(world, 'ren')
    const tries = [
      { number: '2026-0000-0000', secret },
      { number, secret: 'AAAA-BBBB-CCCC-DDDD' },
      { number: '', secret: '' },
      { number: '\u0000', secret: '%' },
      { number: `${number}'--`, secret: `${secret}0` },
    ]
    for (const path of ['', '/receipts', '/link', '/withdraw'])
      for (const key of tries) {
        const { status, body } = await world.browser().post(`${privacy}/follow${path}`, key)
        expect([status, body['code'], Object.keys(body).sort()]).toEqual([
          404,
          'requests.unknown',
          ['code', 'detail', 'instance', 'status', 'title', 'type'],
        ])
      }
  })

  it('do not open a request whose address was never proven', async () => {
    const { id } = await ask()
    const [row] = await world.query<{ number: string }>(
      'select number from requests.requests where id = $1',
      [id],
    )
    const key = { number: row?.number, secret: '' }
    expect((await world.browser().post(`${privacy}/follow`, key)).status).toBe(404)
  })

  it('are slowed down for whoever guesses from one place', async () => {
    const guesser = world.browser()
    const key = { number: '2026-0000-0000', secret: 'x' }
    const replies = []
    for (let n = 0; n < 31; n += 1) replies.push(await guesser.post(`${privacy}/follow`, key))
    expect(replies.at(29)?.status).toBe(404)
    expect(replies.at(30)).toMatchObject({ status: 429, body: { code: 'common.too-many' } })
  })
})

describe('what is sent', () => {
  it('is refused beyond the limit, and the limit told', async () => {
    const note = 'あ'.repeat(400_000)
    const { status, body } = await world.browser().post(`${privacy}/requests`, askFor('taro', { note }))
    expect([status, body]).toMatchObject([413, { code: 'common.too-large', limit: 1_048_576 }])
  })

  it('is refused as JSON that breaks off, with the place, and as any other kind', async () => {
    const send = (payload: string, type: string) =>
      world.app.http.inject({
        method: 'POST',
        url: `${privacy}/requests`,
        payload,
        headers: { 'content-type': type, 'accept-language': 'en' },
      })
    const broken = await send('{"kind": "disclosure", ', 'application/json')
    expect(broken.statusCode).toBe(400)
    expect(broken.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(broken.json()).toMatchObject({ code: 'common.invalid', title: 'What was sent is not valid.' })
    expect((await send('<a/>', 'application/xml')).json()).toMatchObject({ code: 'common.unsupported-type' })
    const wrong = await send(JSON.stringify({ ...askFor('taro'), email: 'taro' }), 'application/json')
    expect(wrong.json().errors).toMatchObject([{ at: 'body.email' }])
  })

  it('is told to a browser as a page, never as bare data', async () => {
    const accept = 'text/html,application/xhtml+xml'
    for (const [url, status] of [
      [`/privacy/${home}/nowhere`, 404],
      ['/privacy/nobody', 404],
      ['/privacy/%00', 404],
      [`/privacy/${home}/download/forged`, 404],
      [`/privacy/${home}/requests/1/code`, 400],
    ] as const) {
      const reply = await world.app.http.inject({ method: 'GET', url, headers: { accept } })
      expect([url, reply.statusCode]).toEqual([url, status])
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(reply.body).toContain('<h1>')
    }
  })
})

describe('an operator’s decision', () => {
  it('is refused where it points at nothing or comes at the wrong time', async () => {
    const { id } = await receive(world, 'taro')
    await untilState(world, id, 'review')
    const put = (place: object) =>
      approver.browser.call('PUT', `${base}/${id}/exclusions`, {
        exclusions: [{ collection: 'shop:messages', row: 0, field: null, reason: 'x', ...place }],
      })
    for (const place of [{ row: 9 }, { field: 'nothing' }, { collection: 'shop:nothing' }])
      expect(await put(place)).toMatchObject({ status: 422, body: { code: 'requests.unknown-place' } })
    expect((await put({ reason: ' ' })).status).toBe(400)
    expect((await put({ ground: 'no-such-data' })).status).toBe(400)
    expect((await put({ row: -1 })).status).toBe(400)
    const refusal = { ground: 'wrong-person', explanation: 'ご本人の確認ができませんでした\u0000。' }
    expect((await approver.browser.post(`${base}/${id}/refuse`, refusal)).status).toBe(200)
    for (const verb of ['approve', 'collect-again'])
      expect(await approver.browser.post(`${base}/${id}/${verb}`)).toMatchObject({
        status: 409,
        body: { code: 'requests.wrong-state', state: 'refused' },
      })
    expect((await approver.browser.post(`${base}/${id}/refuse`, refusal)).status).toBe(409)
    expect((await put({})).status).toBe(409)
    expect((await approver.browser.get(`${base}/${id}/found`)).status).toBe(409)
    expect((await approver.browser.get(`${base}/${newId()}`)).status).toBe(404)
  })

  it('may give long reasons for many places: the request keeps all, the fact as many as it holds', async () => {
    const { id } = await receive(world, 'taro')
    await untilState(world, id, 'review')
    const exclusions = Array.from({ length: 90 }, (_, n) => ({
      collection: 'shop:messages',
      row: 0,
      field: 'body',
      ground: 'harm',
      reason: `${n}${'別'.repeat(490)}`,
    }))
    const marked = await approver.browser.call('PUT', `${base}/${id}/exclusions`, { exclusions })
    expect(marked.status).toBe(200)
    expect(marked.body['exclusions']).toEqual(exclusions)
    expect((await approver.browser.get(`${base}/${id}/found`)).body['exclusions']).toEqual(exclusions)
    const [fact] = await world.query<{ entry: string }>(
      "select entry from ledger.facts where subject_id = $1 and type = 'requests.redacted' order by id",
      [id],
    )
    expect(JSON.parse(fact?.entry as string).clear).toMatchObject({
      count: 90,
      places: { 'shop:messages': 90 },
      grounds: { harm: 90 },
    })
    expect((await approver.browser.post(`${base}/${id}/approve`)).status).toBe(200)
    await untilState(world, id, 'answered')
  })

  it('that comes twice at once is taken once', async () => {
    const { id } = await receive(world, 'hana')
    await untilState(world, id, 'review')
    const approve = () => approver.browser.post(`${base}/${id}/approve`)
    const statuses = (await Promise.all([approve(), approve(), approve()])).map(({ status }) => status)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(await countFacts(world, id, 'requests.approved')).toBe(1)
  })
})

describe('awkward letters', () => {
  it('reach the person as they stand in the form and in the systems', async () => {
    const name = '𠮷田\u0000ﾊﾅ①髙'
    const request = await receive(world, 'hana', { name, note: '\u0000' })
    await untilState(world, request.id, 'review')
    const detail = await approver.browser.get(`${base}/${request.id}`)
    expect(detail.body).toMatchObject({ requester: { name: '𠮷田 ﾊﾅ①髙', note: '' } })
    const found = await approver.browser.get(`${base}/${request.id}/found`)
    expect(JSON.stringify(found.body)).toContain('NUL\\u0000のあと')
    expect(found.raw).toContain(people.hana.name)
    expect((await approver.browser.post(`${base}/${request.id}/approve`)).status).toBe(200)
    await untilState(world, request.id, 'answered')
  })

  it('find the same person in another case and full width', async () => {
    const plain = await receive(world, 'taro')
    const email = 'Ｔａｒｏ＠Ｋａｅｄｅ．example.jp'
    const asked = await world.browser().post(`${privacy}/requests`, askFor('taro', { email }))
    const id = asked.body['id'] as string
    const code = await codeFor(world, 'taro@kaede')
    expect((await enter(`${privacy}/requests/${id}/code`, code)).status).toBe(201)
    const persons = await world.query('select distinct person_id from requests.requests where id = any($1)', [
      [plain.id, id],
    ])
    expect(persons).toHaveLength(1)
    await untilState(world, id, 'review')
    const { body } = await approver.browser.get(`${base}/${id}`)
    const rows = (body as { sources: { rows: number }[] }).sources.map((one) => one.rows)
    expect(rows).toEqual([2, 1])
  })
})

describe('a download link', () => {
  it('is refused when forged, once renewed, and after its last day', async () => {
    nextHour()
    const request = await answered(world, approver, 'taro')
    const get = (token: string) => world.browser().get(`${privacy}/download/${token}`)
    const forged = `${request.token.slice(0, -1)}${request.token.endsWith('A') ? 'B' : 'A'}`
    for (const token of [forged, 'x', '%00', request.number])
      expect(await get(token)).toMatchObject({ status: 404, body: { code: 'requests.link-unknown' } })
    const { body: looked } = await get(request.token)
    const until = String(looked['until'])
    expect(
      new Intl.DateTimeFormat('ja', { timeZone: 'Asia/Tokyo', timeStyle: 'medium' }).format(new Date(until)),
    ).toBe('23:59:59')
    const renewed = await world.browser().post(`${privacy}/follow/link`, request)
    const token = renewed.body['token'] as string
    expect((await get(request.token)).status).toBe(404)
    expect((await get(token)).status).toBe(200)
    expect(await countFacts(world, request.id, 'requests.link-renewed')).toBe(1)
    expect(await countFacts(world, request.id, 'requests.fetched')).toBe(0)
    world.clock.pass({ hours: 24 * 15 })
    for (const reply of [await get(token), await world.browser().post(`${privacy}/download/${token}`)])
      expect(reply).toMatchObject({ status: 410, body: { code: 'requests.link-expired' } })
    expect((await world.browser().post(`${privacy}/follow/link`, request)).status).toBe(200)
  })
})
