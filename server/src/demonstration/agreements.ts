// SPDX-License-Identifier: Apache-2.0
import type { Client } from './clients.ts'
import { openRandom } from './random.ts'
import type { Contact, Facility, World } from './world.ts'

/** A contract with a client. */
export interface Agreement {
  readonly id: number
  readonly client: Client
  readonly signer: Contact
  /** Whom invoices go to. */
  readonly billing: Contact
  readonly startedDaysAgo: number
  readonly endedDaysAgo: number | null
  readonly monthlyPrice: number
  readonly level: string
}

/** A recurring service at a facility. */
export interface Schedule {
  readonly id: number
  readonly agreement: Agreement
  readonly facility: Facility
  readonly arrangedWith: Contact
  readonly service: string
  readonly everyDays: number
  /** Minutes after midnight. */
  readonly startsAt: number
}

const endedContracts = 600
const scheduleCount = 5_000

/** One running contract for each client, and some that ended. */
export function agreements(world: World): Agreement[] {
  const random = openRandom('contracts')
  return Array.from({ length: world.clients.length + endedContracts }, (_, at) => {
    const ended = at >= world.clients.length
    // The facility at a client's own place in the list is that client's.
    const facility = world.facilities[ended ? (at * 3) % world.clients.length : at] as Facility
    return {
      id: at + 1,
      client: facility.client,
      signer: random.pick(facility.contacts),
      billing: random.pick(facility.contacts),
      startedDaysAgo: ended ? random.between(3_000, 3_900) : random.between(1_200, 1_900),
      endedDaysAgo: ended ? random.between(1_950, 2_900) : null,
      monthlyPrice: random.between(8, 240) * 5_000,
      level: random.pick(['標準', '標準', '強化', '常駐']),
    }
  })
}

const services = {
  hotel: ['客室清掃', '共用部清掃', '大浴場清掃'],
  restaurant: ['厨房清掃', '客席清掃', '排気ダクト清掃'],
  venue: ['ホール清掃', '催事後清掃', '窓清掃'],
  management: ['共用部清掃', '床ワックス', '窓清掃'],
} as const satisfies Record<Client['kind'], readonly string[]>

/** The recurring services of all running contracts: every facility has at least one. */
export function schedules(world: World): Schedule[] {
  const random = openRandom('schedules')
  const running = agreements(world)
  return Array.from({ length: scheduleCount }, (_, at) => {
    const facility = world.facilities[at % world.facilities.length] as Facility
    return {
      id: at + 1,
      agreement: running[facility.client.id - 1] as Agreement,
      facility,
      arrangedWith: random.pick(facility.contacts),
      service: random.pick<string>(services[facility.client.kind]),
      everyDays: random.pick([7, 7, 14, 28]),
      startsAt: random.between(10, 44) * 30,
    }
  })
}
