// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions of the gate in process, beside engines set up as their documentation says and beside a hand-written `Map`
 * and bits: the same questions on the five packs, the same million people, the same answers.
 */
import { casbinOf, caslOf, cedarOf } from './gate-peers.ts'
import {
  chance,
  ON,
  packs,
  rulesOf,
  worldOf,
  type Asking,
  type Case,
  type Engine,
  type World,
} from './gate-world.ts'
import { median, type Measure } from './measure.ts'

const PERSONS = 200_000
const ROUNDS = 3
const BATCH = 1_000

/** The gate, with every question prepared once. */
function gateOf(worlds: readonly World[]): Engine {
  const asked = worlds.map(({ gate, cases }) => cases.map(({ question }) => gate.prepare(question)))
  return {
    name: 'gate',
    ask: ({ world, at, key }) => asked[world]?.[at]?.(key, ON).answer === 'permit',
  }
}

/** The limit: for each case a mask of consents, for each person an index in a `Map` and a few bits; nothing else is told. */
function handOf(worlds: readonly World[]): Engine {
  const tables = worlds.map((world) => {
    const { pack, keys, states, cases } = world
    const rules = new Map(
      rulesOf(world).map((rule) => [`${rule.role} ${rule.category} ${rule.purpose}`, rule]),
    )
    const bit = new Map(pack.consents.map(({ id }, at) => [id, 1 << at]))
    const objected = new Map(pack.purposes.map(({ id }, at) => [id, at]))
    const index = new Map(keys.map((key, at) => [key, at]))
    const consents = Uint32Array.from(states, (one) =>
      one.consents.reduce((all, id) => all | (bit.get(id) ?? 0), 0),
    )
    const stopped = Uint32Array.from(states, (one) => (one.suspended.length > 0 ? 1 : 0))
    const objections = Uint32Array.from(states, (one) =>
      one.objections.reduce((all, id) => all | (1 << (objected.get(id) ?? 31)), 0),
    )
    const prepared = cases.map(({ role, category, purpose }) => {
      const rule = rules.get(`${role} ${category} ${purpose}`)
      return {
        allowed: rule !== undefined,
        wanted: rule?.consents?.reduce((all, id) => all | (bit.get(id) ?? 0), 0) ?? 0,
        asks: rule?.consents !== undefined,
        above: rule?.above.reduce((all, id) => all | (1 << (objected.get(id) ?? 31)), 0) ?? 0,
      }
    })
    return { index, consents, stopped, objections, prepared }
  })
  return {
    name: 'Map and bits',
    ask: ({ world, at, key }) => {
      const { index, consents, stopped, objections, prepared } = tables[world] as (typeof tables)[number]
      const rule = prepared[at] as (typeof prepared)[number]
      const row = index.get(key) as number
      return (
        rule.allowed &&
        stopped[row] === 0 &&
        ((objections[row] as number) & rule.above) === 0 &&
        (!rule.asks || ((consents[row] as number) & rule.wanted) !== 0)
      )
    },
  }
}

function askings(worlds: readonly World[], count: number): Asking[] {
  return Array.from({ length: count }, () => {
    const world = chance() % worlds.length
    const { cases, keys } = worlds[world] as World
    const key = keys[chance() % keys.length] as string
    // A string of its own: what a request brings is in no table yet.
    return { world, at: chance() % cases.length, key: Buffer.from(key).toString('latin1') }
  })
}

/** Decisions a second, the middle one of several rounds. Questions come in small batches, as requests do. */
function rateOf({ ask }: Engine, worlds: readonly World[], batches: number): number {
  let permits = 0
  const rates = Array.from({ length: ROUNDS }, () => {
    let spent = 0
    for (let batch = 0; batch < batches; batch += 1) {
      const asked = askings(worlds, BATCH)
      const start = performance.now()
      for (const one of asked) if (ask(one)) permits += 1
      spent += performance.now() - start
    }
    return (batches * BATCH) / (spent / 1_000)
  })
  if (permits === 0) throw new Error('nothing was permitted')
  return median(rates)
}

function sameAnswers(engines: readonly Engine[], worlds: readonly World[]): void {
  for (const one of askings(worlds, 2_000)) {
    const answers = engines.map(({ ask }) => ask(one))
    if (new Set(answers).size === 1) continue
    const { role, category, purpose } = (worlds[one.world] as World).cases[one.at] as Case
    const told = engines.map(({ name }, at) => `${name} ${answers[at]}`).join(', ')
    throw new Error(`answers differ for ${role}, ${category}, ${purpose}: ${told}`)
  }
}

export async function bench(): Promise<Measure[]> {
  const { laws, organisations } = packs()
  const worlds = organisations.map((pack) => worldOf(pack, laws, PERSONS))
  const [gate, hand] = [gateOf(worlds), handOf(worlds)]
  const peers = [await casbinOf(worlds), cedarOf(worlds), caslOf(worlds)]
  sameAnswers([gate, hand, ...peers], worlds)
  for (const engine of [gate, hand]) rateOf(engine, worlds, 100)
  const ours = rateOf(gate, worlds, 500)
  const limit = rateOf(hand, worlds, 500)
  const rates = peers.map((engine) => ({
    name: engine.name,
    rate: rateOf(engine, worlds, engine.name === 'CASL' ? 50 : 2),
  }))
  const fastest = rates.reduce((best, one) => (one.rate > best.rate ? one : best))
  const asked = `${worlds.reduce((sum, { cases }) => sum + cases.length, 0)} questions on five packs, 1 M persons, median of ${ROUNDS}`
  return [
    {
      name: `decisions in process / the fastest engine (${fastest.name})`,
      ours,
      beside: fastest.rate,
      ratio: ours / fastest.rate,
      goal: 10,
      better: 'higher',
      unit: 'decisions/s',
      note: `${asked}, the same answers; ${rates.map(({ name, rate }) => `${name} ${Math.round(rate).toLocaleString('en')}/s`).join(', ')}`,
    },
    {
      name: 'a decision in process / a hand-written Map and bits',
      ours: 1e9 / ours,
      beside: 1e9 / limit,
      ratio: limit / ours,
      goal: 3,
      unit: 'ns',
      note: `${asked}; the limit tells yes or no, the gate the promise, the article and what to do`,
    },
  ]
}
