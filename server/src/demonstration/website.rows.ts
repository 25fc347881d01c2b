// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import { openRandom, type Random } from './random.ts'
import { rowOf, type Row, type TableRows } from './rows.ts'
import {
  showcaseConsents,
  showcaseDownloads,
  showcaseInquiries,
  showcasePageViews,
  showcaseSessions,
  showcaseSubscribers,
} from './showcase.website.ts'
import { drawAgent, drawIp, drawVisitor, subscribers } from './visitors.ts'
import type { World } from './world.ts'

/** How many rows are drawn, before those written by hand. */
const drawn = { subscribers: 6_000, sessions: 22_000, inquiries: 4_000, downloads: 4_000 } as const

interface Session {
  readonly id: string
  readonly daysAgo: number
  readonly minute: number
}

/** The session at a place of the list, oldest first. */
function sessionAt(at: number): Session {
  const random = openRandom(`session ${at}`)
  const id = Array.from({ length: 4 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  const daysAgo = Math.max(1, Math.round(900 * (1 - at / drawn.sessions)))
  return { id, daysAgo, minute: random.between(0, 1_380) }
}

/** Every fifth session brought an inquiry, the one after it a download. */
const sessionOf = (at: number, after: number) => sessionAt(at * 5 + after)

function* subscriberRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('newsletter_subscribers.rows')
  for (const [at, visitor] of subscribers(world, drawn.subscribers).entries()) {
    const since = random.between(5, 1_200)
    const confirmed = random.chance(0.93) ? dates.at(since, random.between(700, 1_300)) : null
    const left = confirmed && random.chance(0.12) ? dates.at(random.between(0, since - 1), 600) : null
    const topics = random.pick(['衛生だより', '衛生だより,新サービス', '新サービス', 'HACCP'])
    yield rowOf(
      [at + 1, visitor.email, visitor.name, visitor.company, visitor.contact?.language ?? 'ja'],
      [topics, dates.at(since, random.between(420, 699)), confirmed, left],
    )
  }
  yield* showcaseSubscribers(world, dates, drawn.subscribers)
}

const referrers = [
  'https://search.example/',
  'https://news.example/eisei',
  'https://minatsuyu.example/mail',
] as const

function* sessionRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('sessions')
  for (let at = 0; at < drawn.sessions; at += 1) {
    const { id, daysAgo, minute } = sessionAt(at)
    const subscriber = random.chance(0.15) ? random.between(1, drawn.subscribers) : null
    const referrer = subscriber ? referrers[2] : random.chance(0.5) ? random.pick(referrers) : null
    const language = random.chance(0.9) ? 'ja' : 'en'
    yield [id, dates.at(daysAgo, minute), drawIp(random), drawAgent(random), language, referrer, subscriber]
  }
  yield* showcaseSessions(world, dates, drawn.subscribers)
}

const paths = [
  '/',
  '/services',
  '/services/hotel',
  '/services/haccp',
  '/company',
  '/contact',
  '/privacy',
  '/recruit',
]

function* pageViewRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('page_views')
  for (let at = 0; at < drawn.sessions; at += 1) {
    const { id } = sessionAt(at)
    const pages = random.between(1, 5)
    for (let page = 1; page <= pages; page += 1) yield [id, page, random.pick(paths), random.between(2, 240)]
  }
  yield* showcasePageViews(world, dates)
}

const questions = [
  ['見積', '定期清掃の見積をお願いします。'],
  ['見積', '宴会場の特別清掃について、来月の日程で相談したいです。'],
  ['品質', '先日の清掃後、床が滑りやすいと従業員から声がありました。'],
  ['採用', '清掃スタッフの募集はありますか。'],
  ['個人情報', '登録した連絡先を変更したいのですが、どうすればよいですか。'],
  ['Service', 'Do you clean kitchens at night? We open at six in the morning.'],
] as const

function* inquiryRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('inquiries')
  for (let at = 0; at < drawn.inquiries; at += 1) {
    const { id, daysAgo, minute } = sessionOf(at, 0)
    const visitor = drawVisitor(random, world, 0.5)
    // The desk notes the number of the contact it recognises, as text and not always.
    const reference = visitor.contact && random.chance(0.8) ? String(visitor.contact.id) : null
    const [topic, message] = random.pick(questions)
    const answered = random.chance(0.95) ? dates.at(daysAgo, minute + random.between(90, 2_000)) : null
    yield rowOf(
      [at + 1, dates.at(daysAgo, minute + 8), visitor.name, visitor.company, visitor.email],
      [random.chance(0.7) ? visitor.phone : null, topic, message, reference, id, answered],
    )
  }
  yield* showcaseInquiries(world, dates, drawn.inquiries)
}

/** Papers the site offers. */
export const papers = [
  'HACCP 清掃手引き.pdf',
  '会社案内.pdf',
  '料金の目安.pdf',
  'hygiene-guide-en.pdf',
] as const

function* downloadRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('downloads')
  for (let at = 0; at < drawn.downloads; at += 1) {
    const { id, daysAgo, minute } = sessionOf(at, 1)
    const visitor = drawVisitor(random, world, 0.4)
    yield [at + 1, dates.at(daysAgo, minute + 5), visitor.email, visitor.company, random.pick(papers), id]
  }
  yield* showcaseDownloads(world, dates, drawn.downloads)
}

function* consentRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('consent_choices')
  let number = 0
  for (let at = 0; at < drawn.sessions; at += 2) {
    const { id, daysAgo, minute } = sessionAt(at)
    yield [
      (number += 1),
      id,
      dates.at(daysAgo, minute),
      ...choices(random),
      daysAgo > 230 ? '0.9.0' : '1.0.0',
    ]
  }
  yield* showcaseConsents(world, dates, number)
}

const comments = [
  'いつも気持ちのよいロビーです。',
  'アレルギーがあるため、洗剤の種類を教えてください。',
  '当選したら職場の皆で使います。',
  null,
] as const

/** Entries of a prize draw that nobody remembers. */
function* campaignRows(world: World, dates: Dates): Iterable<Row> {
  const random = openRandom('campaign_entries')
  for (let at = 1; at <= 240; at += 1) {
    const visitor = drawVisitor(random, world, 0.5)
    const { postalCode, prefecture, street } = (visitor.contact ?? random.pick(world.contacts)).facility
      .address
    const born = random.chance(0.8) ? dates.day(random.between(8_000, 22_000)) : null
    yield rowOf(
      [at, dates.at(random.between(1_480, 1_520), random.between(420, 1_300)), visitor.name, visitor.email],
      [postalCode, prefecture + street, born, random.pick(comments)],
    )
  }
}

function choices(random: Random): boolean[] {
  const signal = random.chance(0.08)
  return [random.chance(0.7), !signal && random.chance(0.5), !signal && random.chance(0.25), signal]
}

/** Every table of the website with its first rows, in an order that satisfies the references. */
export const websiteTables: readonly TableRows[] = [
  { table: 'newsletter_subscribers', rows: subscriberRows },
  { table: 'sessions', rows: sessionRows },
  { table: 'page_views', rows: pageViewRows },
  { table: 'inquiries', rows: inquiryRows },
  { table: 'downloads', rows: downloadRows },
  { table: 'consent_choices', rows: consentRows },
  { table: 'campaign_entries', rows: campaignRows },
]
