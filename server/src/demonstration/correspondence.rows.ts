// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import { openRandom, type Random } from './random.ts'
import { rowOf, type Row, type TableRows } from './rows.ts'
import { callSummaries, comments, incidents, mails, told } from './sentences.ts'
import { showcaseCalls, showcaseFeedback, showcaseIncidents, showcaseMails } from './showcase.rows.ts'
import type { Contact, World } from './world.ts'

/** How many rows are drawn, before those written by hand. */
const drawn = { calls: 30_000, mails: 40_000, feedback: 10_000, incidents: 1_200 } as const

/** The address the company itself writes from. */
const desk = 'desk@minatsuyu.example'

const officeMinute = (random: Random) => random.between(510, 1_090)

/** Oldest first: spreads `count` rows evenly over `days`, so that numbers rise with time. */
const spread = (at: number, count: number, days: number) => Math.max(1, Math.round(days * (1 - at / count)))

function* callRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('call_logs')
  for (let at = 0; at < drawn.calls; at += 1) {
    const contact = random.pick(world.contacts)
    // One call in twenty is between two people of the client, put through by the desk.
    const other = random.chance(0.05) ? random.pick(contact.facility.contacts) : contact
    const between = other.id !== contact.id
    const incoming = between || random.chance(0.6)
    const caller = incoming ? contact.id : null
    const callee = between ? other.id : incoming ? null : contact.id
    const started = dates.at(spread(at, drawn.calls, 1_095), officeMinute(random))
    const number = random.chance(0.6) ? contact.mobile : contact.facility.phone
    yield rowOf(
      [at + 1, started, random.between(15, 1_500), between ? 'transferred' : incoming ? 'in' : 'out'],
      [caller, callee, number, contact.facility.id, `D-${random.between(10, 39)}`],
      [told(random, random.pick(callSummaries), contact)],
    )
  }
  yield* showcaseCalls(world, dates, drawn.calls)
}

function* mailRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('email_log')
  for (let at = 0; at < drawn.mails; at += 1) {
    const contact = random.pick(world.contacts)
    const incoming = random.chance(0.35)
    const [from, to] = incoming ? [contact.email, desk] : [desk, contact.email]
    const [subject, body] = random.pick(mails)
    yield rowOf(
      [at + 1, dates.at(spread(at, drawn.mails, 1_460), officeMinute(random))],
      [incoming ? 'in' : 'out', contact.id, from, to, copies(random, contact)],
      [incoming ? `Re: ${subject}` : subject, told(random, body, contact)],
    )
  }
  yield* showcaseMails(world, dates, drawn.mails, desk)
}

function copies(random: Random, contact: Contact): string[] {
  if (!random.chance(0.2)) return []
  const other = random.pick(contact.facility.contacts)
  return other.email === contact.email ? [] : [other.email]
}

function* feedbackRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('feedback')
  for (let at = 0; at < drawn.feedback; at += 1) {
    const contact = random.pick(world.contacts)
    const received = dates.at(spread(at, drawn.feedback, 1_300), officeMinute(random))
    const channel = random.pick(['アンケート', 'メール', '電話', '面談'])
    const comment = told(random, random.pick(comments), contact)
    yield [at + 1, contact.facility.id, contact.id, null, received, channel, random.between(2, 5), comment]
  }
  yield* showcaseFeedback(world, dates, drawn.feedback)
}

function* incidentRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('incidents')
  for (let at = 0; at < drawn.incidents; at += 1) {
    const contact = random.pick(world.contacts)
    const reporter = random.chance(0.7) ? contact.id : null
    const daysAgo = spread(at, drawn.incidents, 4_000)
    const [kind, description, action] = random.pick(incidents)
    const closed = daysAgo > 20 ? dates.day(daysAgo - random.between(1, 19)) : null
    const happened = dates.at(daysAgo, random.between(0, 1_439))
    const said = told(random, description, contact)
    yield [at + 1, contact.facility.id, reporter, happened, kind, said, action, closed]
  }
  yield* showcaseIncidents(world, dates, drawn.incidents)
}

/** Calls, mails, feedback, incidents. */
export const correspondenceTables: readonly TableRows[] = [
  { table: 'call_logs', rows: callRows },
  { table: 'email_log', rows: mailRows },
  { table: 'feedback', rows: feedbackRows },
  { table: 'incidents', rows: incidentRows },
]
