// SPDX-License-Identifier: Apache-2.0
import { clientAt, facilityName, type Client } from './clients.ts'
import { drawName, halfWidthKana, type PersonName } from './names.ts'
import { drawAddress, fixedLine, mobileLine, type Address } from './places.ts'
import { openRandom, type Random } from './random.ts'
import { cast, castEmails, type CastMember } from './showcase.ts'

/** A place that is cleaned. */
export interface Facility {
  readonly id: number
  readonly client: Client
  readonly name: string
  readonly address: Address
  readonly phone: string
  readonly contacts: Contact[]
}

/** Somebody at a client whom the company deals with. */
export interface Contact {
  readonly id: number
  readonly client: Client
  readonly facility: Facility
  readonly name: PersonName
  /** Kana as the operations system stores them: some in half width, from the system before it. */
  readonly kana: readonly [family: string, given: string]
  readonly email: string
  readonly mobile: string
  readonly title: string
  readonly department: string
  readonly preferred: 'email' | 'phone' | 'fax' | 'post'
  readonly language: 'ja' | 'en'
  readonly note: string | null
}

/** The clients, facilities and people both source systems speak of; the same at every run. */
export interface World {
  readonly clients: readonly Client[]
  readonly facilities: readonly Facility[]
  readonly contacts: readonly Contact[]
}

/** How many of each the world has. */
export const worldSize = { clients: 1_800, facilities: 3_000, contacts: 20_000 } as const

const titles = {
  hotel: [
    ['支配人', '宿泊部'],
    ['副支配人', '宿泊部'],
    ['客室課長', '客室課'],
    ['総務主任', '総務部'],
    ['施設管理担当', '施設課'],
    ['経理担当', '経理部'],
    ['フロント主任', 'フロント課'],
  ],
  restaurant: [
    ['店長', '店舗運営部'],
    ['料理長', '調理部'],
    ['衛生管理責任者', '品質管理室'],
    ['経理担当', '管理部'],
    ['副店長', '店舗運営部'],
  ],
  venue: [
    ['館長', '運営部'],
    ['催事担当', '催事課'],
    ['舞台技術主任', '技術課'],
    ['施設管理担当', '施設課'],
    ['総務担当', '総務課'],
  ],
  management: [
    ['所長', '管理事業部'],
    ['物件担当', '管理事業部'],
    ['経理課長', '経理部'],
    ['契約担当', '営業部'],
  ],
} as const satisfies Record<Client['kind'], readonly (readonly [string, string])[]>

/** Builds the world; takes some tens of milliseconds. */
export function buildWorld(): World {
  const clients = Array.from({ length: worldSize.clients }, (_, at) => clientAt(at))
  const facilities = buildFacilities(clients)
  const contacts = buildContacts(facilities)
  return { clients, facilities, contacts }
}

function buildFacilities(clients: readonly Client[]): Facility[] {
  const random = openRandom('facilities')
  return Array.from({ length: worldSize.facilities }, (_, at) => {
    // Every client has one facility; the rest go to a third of the clients, so that some have many.
    const client = clients[at < clients.length ? at : random.below(clients.length / 3)] as Client
    const address = at < clients.length ? client.address : drawAddress(random)
    const name = facilityName(client, at < clients.length ? 0 : at)
    return {
      id: at + 1,
      client,
      name,
      address,
      phone: fixedLine(address.areaCode, at * 3 + 17),
      contacts: [],
    }
  })
}

function buildContacts(facilities: readonly Facility[]): Contact[] {
  const random = openRandom('contacts')
  const taken = new Map<string, number>(Object.values(castEmails).map((email) => [email, 1]))
  const contacts: Contact[] = []
  for (let id = 1; id <= worldSize.contacts; id += 1) {
    const turn = id <= facilities.length ? id - 1 : random.below(facilities.length)
    const part = cast.get(id)
    const facility = facilities[part?.facilityAt ?? turn] as Facility
    const person = part ?? alreadyKnown(random, contacts) ?? newPerson(random, facility, taken)
    const contact = contactOf(random, id, facility, person)
    contacts.push(contact)
    facility.contacts.push(contact)
  }
  return contacts
}

type Person = Pick<CastMember, 'name' | 'email'> & Partial<CastMember>

/** One contact in a hundred is somebody who stands for another client too, by the same address. */
function alreadyKnown(random: Random, contacts: readonly Contact[]): Person | undefined {
  if (!random.chance(0.01) || contacts.length < 1_000) return undefined
  const { id, name, email } = random.pick(contacts)
  return cast.has(id) ? undefined : { name, email }
}

function newPerson(random: Random, facility: Facility, taken: Map<string, number>): Person {
  const name = drawName(random)
  return { name, email: drawEmail(random, name, facility, taken) }
}

function contactOf(random: Random, id: number, facility: Facility, person: Person): Contact {
  const [title, department] = random.pick<readonly [string, string]>(titles[facility.client.kind])
  const { name } = person
  const old = random.chance(0.08)
  const kana = [name.familyKana, name.givenKana] as const
  return {
    id,
    client: facility.client,
    facility,
    name,
    kana: old ? [halfWidthKana(kana[0]), halfWidthKana(kana[1])] : kana,
    email: person.email,
    mobile: mobileLine(id),
    title: person.title ?? title,
    department: person.department ?? department,
    preferred: random.pick(['email', 'email', 'email', 'phone', 'phone', 'fax', 'post'] as const),
    language: random.chance(0.04) ? 'en' : 'ja',
    note: person.note ?? null,
  }
}

/** Mostly one's own address; one in twelve uses the mailbox of the office, some of them with colleagues. */
function drawEmail(random: Random, name: PersonName, facility: Facility, taken: Map<string, number>): string {
  const { domain } = facility.client
  if (random.chance(0.08)) return `office-${facility.id}@${domain}`
  const plain = `${name.latin}@${domain}`
  const before = taken.get(plain) ?? 0
  taken.set(plain, before + 1)
  return before === 0 ? plain : `${name.latin}${before + 1}@${domain}`
}
