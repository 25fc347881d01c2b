// SPDX-License-Identifier: Apache-2.0
import { NOBODY, openGate, type Gate, type Person } from '../core/src/gate/index.ts'
import type { Pack } from '../core/src/packs/index.ts'
import { chance, ON, packs } from './gate-world.ts'
import { median, type Measure } from './measure.ts'

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]

/** Different states, as many as people usually have. */
const statesOf = ({ consents }: Pack): Person[] =>
  Array.from({ length: 4_096 }, (_, bits) => ({
    ...NOBODY,
    jurisdictions: bits % 7 === 0 ? ['JP'] : [],
    consents: consents.flatMap(({ id }, nth) => ((bits >> nth) & 1 ? [id] : [])),
    objections: bits % 20 === 1 ? ['introductions'] : [],
  }))

const keyOf = (at: number): string =>
  ((BigInt(at + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n) & ((1n << 128n) - 1n))
    .toString(16)
    .padStart(32, '0')

/** Nanoseconds a decision about somebody among the first `count`. */
function costAmong(gate: Gate, count: number): number {
  const asked = gate.prepare({
    act: 'use',
    actor: { roles: ['marketing-staff'] },
    category: 'contact-information',
    purpose: 'introductions',
  })
  const some = Array.from({ length: 200_000 }, () => keyOf(chance() % count))
  const rounds = Array.from({ length: 5 }, () => {
    const began = performance.now()
    for (const key of some) asked(key, ON)
    return ((performance.now() - began) * 1e6) / some.length
  })
  return median(rounds)
}

/** Fills the gate person by person, and tells the seconds it took and what a decision cost at each size. */
function filled(gate: Gate, states: readonly Person[]): { seconds: number; costs: number[] } {
  const costs: number[] = []
  let spent = 0
  for (let count = 0; count < (SIZES.at(-1) as number);) {
    const keys = Array.from({ length: 10_000 }, (_, at) => keyOf(count + at))
    const start = performance.now()
    for (const key of keys) gate.setPerson(key, states[count++ % states.length])
    spent += performance.now() - start
    if (SIZES.includes(count)) costs.push(costAmong(gate, count))
  }
  return { seconds: spent / 1_000, costs }
}

/** Memory and loading time of ten million persons, and what a decision costs among ten thousand and among all of them. */
export async function bench(): Promise<Measure[]> {
  const { laws, organisations } = packs()
  const pack = organisations.find(({ id }) => id === 'trading') as Pack
  const gate = openGate(pack, laws)
  const states = statesOf(pack)
  globalThis.gc?.()
  const before = process.memoryUsage()
  const { seconds, costs } = filled(gate, states)
  globalThis.gc?.()
  const after = process.memoryUsage()
  const bytes = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed
  const [first = 1, last = 1] = [costs[0], costs.at(-1)]
  return [
    {
      name: 'memory of the state of 10 M persons / its limit',
      ours: bytes / 1e6,
      beside: 400,
      ratio: bytes / 4e8,
      goal: 1,
      unit: 'MB',
      note: `heap and buffers after less before; ${states.length} different states, keys of 128 bits`,
    },
    {
      name: 'loading 10 M persons / its limit',
      ours: seconds,
      beside: 20,
      ratio: seconds / 20,
      goal: 1,
      unit: 's',
      note: 'one person after the other, as the register gives them',
    },
    {
      name: 'a decision among 10 M persons / among 10,000',
      ours: last,
      beside: first,
      ratio: last / first,
      goal: 4,
      unit: 'ns',
      plot: {
        file: 'decision-cost',
        title: 'Nanoseconds a decision, by the persons known',
        points: SIZES.map((x, at) => ({ x, y: costs[at] ?? 0 })),
        unit: 'ns',
      },
      note: `what grows is the distance to memory: ${SIZES.map((size, at) => `${size.toLocaleString('en')}: ${Math.round(costs[at] ?? 0)} ns`).join(', ')}`,
    },
  ]
}
