// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../kernel/index.ts'
import { NewStandingSchema, StandingBodySchema, type StandingBody } from './contract.ts'
import {
  nameOf,
  parseReference,
  promisesOf,
  referenceOf,
  refuseUndeclaredClient,
  refuseUnknown,
  refuseWrongDays,
} from './entries.ts'
import { standingOf, type Weighed } from './standing.ts'

const packOf = (folder: string): Pack => {
  const at = new URL(`../../../packs/${folder}/`, import.meta.url)
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    text: readFileSync(new URL(path, at), 'utf8'),
  }))
  return loadPack(files).pack as Pack
}
const processor = packOf('processor')
const client = processor.entities.find(({ kind }) => kind === 'client')?.id as string
const [recipient] = processor.recipients
const known = { pack: processor, receivers: ['kumo-clean'] }
const nothingTold = { notices: new Map<string, string>(), versions: new Map<string, string>() }

const entry = (body: StandingBody, days: Partial<Weighed> = {}): Weighed => ({
  kind: body.kind,
  id: nameOf(body, 'kumo-clean', 'fresh'),
  body,
  since: '2026-11-01',
  until: null,
  ...days,
})
const on = (rows: readonly Weighed[], day = '2026-11-22') => standingOf(rows, nothingTold, day)

function refusal(work: () => void): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('how the organisation stands', () => {
  it('counts an entry from its first to its last day', () => {
    const body: StandingBody = { kind: 'assignment', actor: 'crm-batch', client }
    const rows = [entry(body, { until: '2026-11-30' })]
    const assigned = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(
      (day) => on(rows, day).assignments['crm-batch'],
    )
    expect(assigned).toEqual([undefined, [client], [client], undefined])
  })

  it('gathers what several entries say of one actor', () => {
    const rows = ['a', 'b'].map((category) =>
      entry({ kind: 'clearance', actor: 'constructor', category, document: 'x' }),
    )
    expect(on(rows).clearances).toEqual({ constructor: ['a', 'b'] })
  })

  it('keeps an actor that is registered no more, without a role, under all of its names', () => {
    const body = (actor: string, also: string[], roles = ['clerk']): StandingBody => {
      return { kind: 'actor', type: 'user', actor, roles, also }
    }
    const left = { ended_at: new Date('2026-11-10T00:00:00Z') }
    const rows = [
      entry(body('here', ['of-both'])),
      entry(body('left', ['of-both', 'of-left']), left),
      entry(body('over', ['of-over']), { until: '2026-11-21' }),
      entry({ kind: 'assignment', actor: 'left', client }, left),
    ]
    for (const each of [rows, rows.toReversed()]) {
      const { actors, also, assignments } = on(each)
      expect(actors).toEqual({ 'user:here': ['clerk'], 'user:left': [], 'user:over': [] })
      expect(also).toEqual({ 'user:of-both': 'here', 'user:of-left': 'left', 'user:of-over': 'over' })
      expect(assignments).toEqual({})
    }
    expect(on([])).not.toHaveProperty('also')
  })

  it('serves the promises about what it is', () => {
    const kept = (reference: string) =>
      processor.promises.filter(({ keptBy }) => keptBy.includes(reference)).map(({ id }) => id)
    const assigned: StandingBody = { kind: 'assignment', actor: 'crm-batch', client }
    expect(promisesOf(processor, assigned).toSorted()).toEqual(
      [...new Set([...kept(`entity:${client}`), ...kept('system:handling-personnel')])].toSorted(),
    )
    const says: StandingBody = { kind: 'client', name: 'Client' }
    expect(promisesOf(processor, says)).toEqual([])
    expect(promisesOf(processor, { ...says, within: ['JP'], document: 'x' })).toEqual(
      kept('system:localisation'),
    )
  })

  it('tells the gate nothing of a receiver that it does not weigh', () => {
    const body: StandingBody = { kind: 'receiver', class: 'it', name: 'Kumo', contractUntil: '2027-03-31' }
    const { receivers } = on([entry(body)])
    expect(JSON.parse(JSON.stringify(receivers))).toEqual({
      'kumo-clean': { class: 'it', contractUntil: '2027-03-31' },
    })
  })

  it('gives an approval the last day of its entry', () => {
    const body: StandingBody = { kind: 'approval', client, act: 'use', document: 'No. 12' }
    expect(on([entry(body, { until: '2026-12-31' })]).approvals).toEqual([
      { client, act: 'use', until: '2026-12-31' },
    ])
  })

  it('takes for a notice the later of the day the system knows and the day entered by hand', () => {
    const told = { ...nothingTold, notices: new Map([['change', '2026-11-10']]) }
    const body: StandingBody = { kind: 'notice', notice: 'change', document: 'x' }
    const days = ['2026-11-05', '2026-11-15'].map(
      (since) => standingOf([entry(body, { since })], told, '2026-11-22').notices['change'],
    )
    expect(days).toEqual(['2026-11-10', '2026-11-15'])
  })

  it('has a new purpose told when the notices of its version went out, or on the day entered by hand', () => {
    const body: StandingBody = { kind: 'new-purpose', purpose: 'p', version: '2.0.0', related: false }
    const told = { ...nothingTold, versions: new Map([['2.0.0', '2026-11-20']]) }
    const of = (one: StandingBody, days = told) =>
      standingOf([entry(one)], days, '2026-11-22').newPurposes['p']
    expect(of(body)).toEqual({ related: false, told: '2026-11-20' })
    expect(of(body, nothingTold)).toEqual({ related: false, told: undefined })
    expect(of({ ...body, told: '2026-11-02' })).toEqual({ related: false, told: '2026-11-02' })
  })
})

describe('an entry', () => {
  it('names only what the policy declares, with the nearest name otherwise', () => {
    const wrong: [StandingBody, string][] = [
      [{ kind: 'receiver', class: `${recipient?.id}x`, name: 'Kumo' }, recipient?.id as string],
      [{ kind: 'approval', client: `${client}x`, document: 'x' }, client],
      [{ kind: 'check', recipient: 'kumo-clea', document: 'x' }, 'kumo-clean'],
      [
        { kind: 'assessment', purpose: `${processor.purposes[0]?.id}x`, document: 'x', decidedBy: 'x' },
        processor.purposes[0]?.id as string,
      ],
      [{ kind: 'assignment', actor: 'a', client: `${client}x` }, client],
    ]
    for (const [body, meant] of wrong) {
      const said = refusal(() => refuseUnknown(known, body))
      expect([body.kind, said.code, said.remedy.en]).toEqual([
        body.kind,
        'standing.unknown',
        `Did you mean ${meant}?`,
      ])
      expect(said.remedy.ja).toContain(meant)
    }
    expect(refusal(() => refuseUnknown(known, { kind: 'filing', ground: '-', document: 'x' })).code).toBe(
      'standing.unknown',
    )
    expect(refusal(() => refuseUnknown(known, { kind: 'notice', notice: '-', document: 'x' })).code).toBe(
      'standing.unknown',
    )
  })

  it('clears nobody for data that everybody with the role may handle', () => {
    const open = processor.categories.find(({ handling }) => !handling.includes('restricted'))?.id as string
    const body: StandingBody = { kind: 'clearance', actor: 'a', category: open, document: 'x' }
    expect(refusal(() => refuseUnknown(known, body)).code).toBe('standing.not-restricted')
  })

  it('of a client is of one the policy names, where data is entrusted', () => {
    expect(refusal(() => refuseUndeclaredClient(processor, 'kasumi')).code).toBe('standing.unknown')
    expect(() => refuseUndeclaredClient(processor, client)).not.toThrow()
    expect(() => refuseUndeclaredClient(packOf('cleaning'), 'kasumi')).not.toThrow()
    const demand = { kind: 'client', name: '架空百貨店', within: ['JP'] }
    expect(StandingBodySchema.safeParse(demand).success).toBe(false)
    expect(StandingBodySchema.safeParse({ ...demand, document: '契約 第18条' }).success).toBe(true)
    expect(StandingBodySchema.safeParse({ kind: 'client', name: '架空百貨店' }).success).toBe(true)
  })

  it('says where clients keep their data, and which measures are in trouble, as long as it stands', () => {
    const demand = entry({ kind: 'client', name: '架空百貨店', within: ['JP'], document: 'x' })
    const trouble = entry({ kind: 'trouble', recipient: 'kumo-clean', what: 'x', document: 'x' })
    const on = (day: string, until: string | null = null) =>
      standingOf([demand, { ...trouble, until }], nothingTold, day)
    expect(on('2026-11-22')).toMatchObject({
      clients: { 'kumo-clean': { within: ['JP'] } },
      troubles: ['kumo-clean'],
    })
    expect(on('2026-11-22', '2026-11-21').troubles).toEqual([])
    expect(on('2026-10-31').clients).toEqual({})
  })

  it('has its days in order, and no notice that is yet to go out', () => {
    const today = '2026-11-22'
    const filing: StandingBody = { kind: 'filing', ground: 'x', document: 'x' }
    const wrong = () => refuseWrongDays(filing, { since: '2026-11-22', until: '2026-11-21', today })
    expect(refusal(wrong).code).toBe('standing.wrong-days')
    const ahead = () =>
      refuseWrongDays(
        { kind: 'notice', notice: 'x', document: 'x' },
        { since: '2026-11-23', until: null, today },
      )
    expect(refusal(ahead).code).toBe('standing.day-ahead')
  })

  it('is found again by its reference, and nothing else is', () => {
    const body: StandingBody = { kind: 'clearance', actor: 'crm-batch', category: 'c', document: 'x' }
    const id = nameOf(body, undefined, 'fresh')
    expect(parseReference(referenceOf({ kind: 'clearance', id }))).toEqual({ kind: 'clearance', id })
    for (const wrong of ['', 'x', 'clearance', 'clearance:', 'nothing:x'])
      expect(parseReference(wrong)).toBeUndefined()
  })

  it('holds no mail address for an actor, and no relation without its reason', () => {
    const clearance = { kind: 'clearance', category: 'c', document: 'x' }
    expect(StandingBodySchema.safeParse({ ...clearance, actor: 'taro@minatsuyu.example' }).success).toBe(
      false,
    )
    expect(StandingBodySchema.safeParse({ ...clearance, actor: 'crm-batch' }).success).toBe(true)
    const purpose = { kind: 'new-purpose', purpose: 'p', version: '2.0.0', related: true }
    expect(StandingBodySchema.safeParse(purpose).success).toBe(false)
    expect(StandingBodySchema.safeParse({ ...purpose, note: 'the same aim' }).success).toBe(true)
    expect(
      NewStandingSchema.safeParse({ id: 'Kumo Clean', body: { ...clearance, actor: 'a' } }).success,
    ).toBe(false)
  })
})
