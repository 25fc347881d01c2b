// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import { fixedLine, fullWidthDigits, type Address } from './places.ts'
import { openRandom } from './random.ts'
import { rowOf, type Row, type TableRows } from './rows.ts'
import type { Contact, World } from './world.ts'

const written = (address: Address) => `${address.prefecture}${address.street}`

const sectors = { hotel: 'ホテル', restaurant: '飲食店', venue: '催事場', management: '建物管理' } as const

function* clients(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('clients')
  for (const client of world.clients) {
    yield [
      client.id,
      client.name,
      client.kana,
      sectors[client.kind],
      // A real corporate number never begins with 0: its first figure is a check digit from 1 to 9.
      `0${String(client.id).padStart(12, '0')}`,
      client.address.postalCode,
      written(client.address),
      client.phone,
      random.pick(['賠償責任保険 1億円', '賠償責任保険 3億円', '施設所有者賠償 5千万円']),
      random.pick(['A', 'A', 'B', 'B', 'C']),
      random.between(20, 900) * 10_000,
      dates.day(random.between(400, 4_000)),
    ]
  }
}

function* facilities(world: World): Iterable<Row> {
  const random = openRandom('facilities.rows')
  for (const { id, client, name, address, phone } of world.facilities) {
    const area = random.between(8, 900) * 10
    const plan = `plans/${String(client.id).padStart(4, '0')}/${id}.pdf`
    const place = [address.postalCode, written(address), phone] as const
    yield [id, client.id, name, sectors[client.kind], ...place, area, plan, client.kind === 'restaurant']
  }
}

function* contacts(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('contacts.rows')
  for (const contact of world.contacts) {
    const { id, client, facility, name, kana } = contact
    const phone = random.chance(0.05) ? fullWidthDigits(facility.phone) : facility.phone
    yield rowOf(
      [id, client.id, facility.id, name.family, name.given, ...kana],
      [contact.title, contact.department, phone, contact.mobile, contact.email],
      [contact.preferred, contact.language, contact.note ?? noteOn(contact, id)],
      [dates.at(random.between(30, 1_400), random.between(540, 1_079)), birthdayOf(id, dates)],
    )
  }
}

/** Known of those who were asked once. */
function birthdayOf(id: number, dates: Dates): string | null {
  return id % 3 === 0 ? dates.day(9_000 + ((id * 131) % 700) * 17) : null
}

/** Few contacts have a note, and some notes are about somebody else. */
function noteOn(contact: Contact, id: number): string | null {
  if (id % 19 !== 0) return null
  const random = openRandom(`note ${id}`)
  const other = random.pick(contact.facility.contacts)
  if (other.id === contact.id) return random.pick(['午前中の電話は不可。', '請求の件は郵送で。'])
  return `不在時は${other.name.family} ${other.name.given}様へ。`
}

const areas = ['通用口', '厨房', '機械室', '客室階', '倉庫'] as const

function* facilityAccess(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('facility_access')
  for (const facility of world.facilities) {
    const emergency = fixedLine(facility.address.areaCode, facility.id * 3 + 1)
    for (const area of areas) {
      if (!random.chance(0.5)) continue
      const holder = random.pick(facility.contacts)
      const procedure = random.pick([
        '受付で記帳後に開錠',
        '警備室へ内線の後に入室',
        '二名で入室、退室時に施錠確認',
      ])
      const key = `K-${String(random.below(10_000)).padStart(4, '0')}`
      yield [facility.id, holder.id, area, dates.day(random.between(10, 900)), key, procedure, emergency]
    }
  }
}

/** Who and where: clients, facilities, contacts, who may enter what. */
export const directoryTables: readonly TableRows[] = [
  { table: 'clients', rows: clients },
  { table: 'facilities', rows: facilities },
  { table: 'contacts', rows: contacts },
  { table: 'facility_access', rows: facilityAccess },
]
