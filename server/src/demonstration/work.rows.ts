// SPDX-License-Identifier: Apache-2.0
import { agreements, schedules, type Agreement, type Schedule } from './agreements.ts'
import type { Dates } from './dates.ts'
import { openRandom, type Random } from './random.ts'
import type { Row, TableRows } from './rows.ts'
import { remarks, told } from './sentences.ts'
import type { Contact, World } from './world.ts'

const visitsEach = 40
const daysAhead = 14

interface Visit {
  readonly id: number
  readonly schedule: Schedule
  readonly daysAgo: number
  readonly start: number
  readonly minutes: number
  readonly state: 'planned' | 'cancelled' | 'completed'
  readonly acceptedBy: Contact | null
}

/** Every visit, oldest round first; called again it gives the same ones, so that nobody has to keep 200,000. */
function* visits(world: World): Iterable<Visit> {
  const random = openRandom('visits')
  const plan = schedules(world)
  for (let id = 1; id <= plan.length * visitsEach; id += 1) {
    const schedule = plan[(id - 1) % plan.length] as Schedule
    const round = visitsEach - 1 - Math.floor((id - 1) / plan.length)
    const daysAgo = (schedule.id % schedule.everyDays) - daysAhead + round * schedule.everyDays
    const cancelled = random.chance(0.015)
    const state = daysAgo <= 0 ? 'planned' : cancelled ? 'cancelled' : 'completed'
    const start = schedule.startsAt + random.between(-8, 12)
    const minutes = random.between(40, 190)
    const accepted = random.chance(0.6) && state === 'completed'
    const acceptedBy = accepted ? random.pick(schedule.facility.contacts) : null
    yield { id, schedule, daysAgo, start, minutes, state, acceptedBy }
  }
}

function* contractRows(world: World, dates: Dates): Iterable<Row> {
  for (const agreement of agreements(world)) yield contractRow(agreement, dates)
}

function contractRow(agreement: Agreement, dates: Dates): Row {
  const { id, client, signer, startedDaysAgo, endedDaysAgo, monthlyPrice, level } = agreement
  const number = `CL-${String(id).padStart(5, '0')}`
  const end = endedDaysAgo === null ? null : dates.day(endedDaysAgo)
  return [id, client.id, number, signer.id, dates.day(startedDaysAgo), end, monthlyPrice, level]
}

function* scheduleRows(world: World): Iterable<Row> {
  for (const { id, agreement, facility, arrangedWith, service, everyDays, startsAt } of schedules(world)) {
    const time = `${String(Math.floor(startsAt / 60)).padStart(2, '0')}:${String(startsAt % 60).padStart(2, '0')}`
    yield [id, agreement.id, facility.id, arrangedWith.id, service, everyDays, time]
  }
}

function* visitRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('visits.rows')
  for (const { id, schedule, daysAgo, start, minutes, state, acceptedBy } of visits(world)) {
    const done = state === 'completed'
    yield [
      id,
      schedule.id,
      schedule.facility.id,
      dates.at(daysAgo, schedule.startsAt),
      done ? dates.at(daysAgo, start) : null,
      done ? dates.at(daysAgo, start + minutes) : null,
      `班${1 + (id % 48)}`,
      state,
      acceptedBy?.id ?? null,
      acceptedBy && random.chance(0.06) ? told(random, random.pick(remarks), acceptedBy) : null,
    ]
  }
}

interface Report {
  readonly visit: Visit
  readonly row: Row
}

function* reports(world: World, dates: Dates): Iterable<Report> {
  const random = openRandom('service_reports')
  for (const visit of visits(world)) {
    if (visit.state !== 'completed' || !random.chance(0.62)) continue
    yield { visit, row: reportRow(random, visit, 1, dates) }
    if (random.chance(0.02)) yield { visit, row: reportRow(random, visit, 2, dates) }
  }
}

function reportRow(random: Random, visit: Visit, revision: number, dates: Dates): Row {
  const { id, daysAgo, start, minutes, acceptedBy } = visit
  const completed = dates.at(daysAgo, start + minutes + revision * 5)
  const remark = acceptedBy && random.chance(0.08) ? told(random, random.pick(remarks), acceptedBy) : null
  return [
    id,
    revision,
    completed,
    random.between(62, 100),
    random.between(12, 40),
    acceptedBy?.id ?? null,
    remark,
  ]
}

function* reportRows(world: World, dates: Dates): Iterable<Row> {
  for (const { row } of reports(world, dates)) yield row
}

const checks = [
  ['冷蔵庫温度', 2, 9],
  ['冷凍庫温度', -22, -14],
  ['食器洗浄機すすぎ温度', 78, 86],
  ['まな板の消毒', null, null],
  ['手洗い設備', null, null],
] as const

function* haccpRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('haccp_records')
  let id = 0
  for (const { visit, row } of reports(world, dates)) {
    if (visit.schedule.facility.client.kind !== 'restaurant') continue
    const [item, least, most] = random.pick(checks)
    const celsius = least === null ? null : random.between(least * 10, most * 10) / 10
    const passed = random.chance(0.96)
    const action = passed
      ? null
      : random.pick(['温度設定を変更し再測定、適合。', '再洗浄のうえ拭き取り検査、適合。'])
    const checked = dates.at(visit.daysAgo, visit.start + 15)
    yield [(id += 1), visit.id, row[1] as number, checked, item, celsius, passed, action]
  }
}

const metrics = [
  ['ATP', 20, 480],
  ['湿度', 30, 75],
] as const

function* sensorRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('sensor_readings')
  for (let daysAgo = 441; daysAgo > 0; daysAgo -= 9) {
    for (const facility of world.facilities) {
      if (facility.id % 8 !== 0) continue
      for (const [metric, least, most] of metrics) {
        const sensor = `SN-${facility.id}-${metric === 'ATP' ? 1 : 2}`
        yield [
          facility.id,
          sensor,
          dates.at(daysAgo, 180),
          metric,
          random.between(least * 100, most * 100) / 100,
        ]
      }
    }
  }
}

/** What is agreed and what was done: contracts, schedules, visits, reports, hygiene records, sensors. */
export const workTables: readonly TableRows[] = [
  { table: 'contracts', rows: contractRows },
  { table: 'schedules', rows: scheduleRows },
  { table: 'visits', rows: visitRows },
  { table: 'service_reports', rows: reportRows },
  { table: 'haccp_records', rows: haccpRows },
  { table: 'sensor_readings', rows: sensorRows },
]
