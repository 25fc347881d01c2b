// SPDX-License-Identifier: Apache-2.0
// Section 8 of the policy: what leaves the country. Run by ../cleaning.test.ts.
import { describe, expect, it } from 'vitest'
import type { NewStanding } from '../../../server/src/contract.ts'
import { AtGate } from '../world/gate.ts'
import { to, type Ask } from '../world/question.ts'
import { notice, receiver } from '../world/receivers.ts'

const gate = new AtGate('cleaning')
const platform = receiver('report-platform', 'technology-providers')
const abroad = { ...platform, body: { ...platform.body, country: 'SG' } }

const client = (within?: readonly string[]): NewStanding['body'] => ({
  kind: 'client',
  name: '架空百貨店株式会社',
  document: '取引基本契約 第18条',
  ...(within && { within: [...within] }),
})

describe('what leaves the country', () => {
  gate.opens([
    abroad,
    receiver('home-reports', 'technology-providers'),
    notice('foreign-transfer'),
    { id: 'kasumi-stores', body: client(['JP']) },
    { id: 'minori-clinic', body: client() },
  ])

  const reports = (recipient: string, more: Partial<Ask> = {}): Ask =>
    to('entrust', recipient, ['completion-reports', 'service-reports', 'client-staff'], { of: {}, ...more })
  /** What goes abroad is recorded, on both grounds of the law. */
  const abroadTo = (recipient: string, more: Partial<Ask> = {}): Ask =>
    reports(recipient, {
      ...more,
      owes: [{ kind: 'record', of: 'provision', grounds: ['entrustment', 'transfer-by-contract'] }],
    })

  it('CLN-8.10 stays where the client demands it, until the client demands otherwise', async (context) => {
    await gate.shows({
      permits: [
        reports('home-reports', { client: 'kasumi-stores' }),
        abroadTo('report-platform', { client: 'minori-clinic' }),
        abroadTo('report-platform'),
      ],
      denies: { 'client-keeps-within': abroadTo('report-platform', { client: 'kasumi-stores' }) },
      besides: { 'unknown-client': reports('home-reports', { client: 'kasumi' }) },
      limit: true,
    })(context)
    await gate.change('client:kasumi-stores', client(['JP', 'SG']))
    await gate.becomes('permitted', abroadTo('report-platform', { client: 'kasumi-stores' }))
    await gate.change('client:kasumi-stores', client(['JP']))
    await gate.becomes('client-keeps-within', abroadTo('report-platform', { client: 'kasumi-stores' }))
  })

  it('CLN-8.1 goes abroad with safeguards only, and not while these are in trouble', async () => {
    await gate.permits(abroadTo('report-platform'))
    await gate.denies('country-not-named', abroadTo('report-platform', { country: 'US' }))
    const id = await gate.register({
      body: {
        kind: 'trouble',
        recipient: 'report-platform',
        what: '現地の制度が改まり、当局が記録を自由に取り寄せられるようになった。代わりの措置を協議中。',
        document: '国外措置の確認記録 2027-05',
      },
    })
    await gate.becomes('measures-in-trouble', abroadTo('report-platform'))
    const { article } = await gate.denies('measures-in-trouble', abroadTo('report-platform'), 'CLN-8.1')
    expect(article).toContain('28')
    await gate.permits(reports('home-reports'))
    await gate.end(id)
    await gate.becomes('permitted', abroadTo('report-platform'))
  })
})
