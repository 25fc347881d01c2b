// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { Fact } from '@yakusoku/core/ledger'
import type { Pack } from '@yakusoku/core/packs'
import { beforeAll, describe, expect, it } from 'vitest'
import { mission, readPacks, viewPolicy, type PromiseEvidence } from './index.ts'

let pack: Pack
beforeAll(async () => {
  const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  pack = packs.find((one) => one.pack?.id === 'cleaning')?.pack as Pack
})

const view = (id: string, evidence: Partial<PromiseEvidence> = {}, of: Pack = pack) =>
  viewPolicy(of, { facts: new Map(), duties: new Map(), ...evidence })
    .sections.flatMap(({ promises }) => promises)
    .find((promise) => promise.id === id)
const duties = (count: Partial<{ open: number; warned: number; overdue: number }>) =>
  new Map([['CLN-5.8', { open: 0, warned: 0, overdue: 0, ...count }]])

describe('the policy with the state of each promise', () => {
  it('has every promise once, under the headings of the text, in their order', () => {
    const { sections } = viewPolicy(pack, { facts: new Map(), duties: new Map() })
    const ids = sections.flatMap(({ promises }) => promises.map(({ id }) => id))
    expect(ids).toEqual(pack.promises.map(({ id }) => id))
    expect(sections[0]?.heading).toEqual({ ja: '1. この方針について', en: '1. About this policy' })
  })

  it('calls a promise held only when everything it names is carried out', () => {
    expect(view('CLN-5.8')?.state).toBe('held')
    expect(view('CLN-6.1')).toMatchObject({ state: 'not-yet', reason: { en: /Nothing in this version/ } })
    const partly = view('CLN-7.20')
    expect(partly).toMatchObject({ state: 'not-yet' })
    expect(partly?.reason.en).toBe(
      'Only part of it operates. Still missing: proof:call-back, proof:identity-document',
    )
  })

  it('calls a procedure operating when each way in, each proof and each way out that it names does', () => {
    expect(view('CLN-7.2')).toMatchObject({ state: 'not-yet', reason: { en: /: procedure:standard$/ } })
    const whole = { channels: ['web'], proofs: ['mail-code'], deliveries: ['download', 'letter'] } as const
    const stateWith = (change: object) => {
      const procedures = pack.procedures.map((one) => ({ ...one, ...whole, ...change }))
      return view('CLN-7.2', {}, { ...pack, procedures } as unknown as Pack)?.state
    }
    expect(stateWith({})).toBe('held')
    for (const change of [
      { channels: ['web', 'phone'] },
      { proofs: ['call-back'] },
      { deliveries: ['mail'] },
    ])
      expect(stateWith(change)).toBe('not-yet')
  })

  it('counts what the capabilities above carry out, and tells the test of each promise of the mission', () => {
    expect(view('CLN-11.2')?.state).toBe('not-yet')
    expect(view('CLN-11.2', { carriedOut: new Set(['notice:change-by-mail']) })?.state).toBe('held')
    expect(view('CLN-11.2', { mission: mission() })).toMatchObject({ capability: 'notice' })
    expect(mission().size).toBe(346)
    expect(view('CLN-11.2')).toMatchObject({ capability: null, test: null })
  })

  it('calls a promise broken by an overdue duty, at risk by one that is warned of, whatever else is there', () => {
    const fact = { id: 'f', type: 'requests.answered', time: '2026-11-20T00:00:00Z' } as Fact
    const facts = new Map([['CLN-5.8', fact]])
    expect(view('CLN-5.8', { facts })).toMatchObject({ state: 'held', lastEvidence: { fact: 'f' } })
    expect(view('CLN-5.8', { facts, duties: duties({ open: 1 }) })?.state).toBe('held')
    expect(view('CLN-5.8', { facts, duties: duties({ open: 2, warned: 1 }) })?.state).toBe('at-risk')
    expect(view('CLN-5.8', { duties: duties({ open: 1 }) })?.reason.en).toMatch(
      /^Duties open and in time: 1\. None/,
    )
    const late = view('CLN-5.8', { facts, duties: duties({ open: 2, warned: 1, overdue: 1 }) })
    expect(late).toMatchObject({ state: 'broken', openDuties: 2, overdueDuties: 1 })
  })

  it('hold for a category that was found or is held elsewhere, and are at risk while drift waits', () => {
    const standing = (state: 'found' | 'elsewhere' | 'not-found' | 'unknown', drift = 0) =>
      new Map(pack.categories.map(({ id }) => [id, { state, drift }]))
    const stateOf = (categories?: ReturnType<typeof standing>) =>
      view('CLN-2.7', categories === undefined ? {} : { categories })?.state
    expect(stateOf()).toBe('not-yet')
    expect(stateOf(standing('unknown'))).toBe('not-yet')
    expect(stateOf(standing('found'))).toBe('held')
    expect(stateOf(standing('elsewhere'))).toBe('held')
    expect(stateOf(standing('found', 2))).toBe('at-risk')
    expect(stateOf(standing('not-found', 1))).toBe('at-risk')
    // A second keeper that this version does not have yet is said first.
    expect(view('CLN-2.9', { categories: standing('found', 1) })?.state).toBe('not-yet')
  })
})
