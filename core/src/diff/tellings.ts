// SPDX-License-Identifier: Apache-2.0
import { parseDate, parsePeriod, subtractPeriod } from '@yakusoku/core/calendar'
import type { ElementOf, Local, PackData } from '@yakusoku/core/packs'
import { withKind, type Act } from './acts.ts'
import type { ElementChange } from './change.ts'

type Notice = ElementOf<'notice'>

/** People to be told: which kinds of person, because of what, by which notices of the packs. */
export type Telling = Act & {
  subjects: readonly { id: string; name: Local }[]
  notices: readonly { id: string; name: Local; by: Notice['by']; ahead: string | undefined }[]
  /** The last day on which the notice may go out, where one must come ahead and the new version has a day. */
  until?: string
}

const CHANGING = /change|update|amend|revis|planned|改定|変更|改正|更新/i
const POLICY = /polic|方針|規程|プライバシー/i
const PURPOSE = /purpose|利用目的/i

/** Whom a new version has to be told to, and by when, as both versions promise it. */
export function peopleToTell(older: PackData, newer: PackData, changes: readonly ElementChange[]): Telling[] {
  const material = changes.filter(
    ({ effect, kind }) => effect !== 'reworded' && kind !== 'event' && kind !== 'evidence',
  )
  if (material.length === 0) return []
  const purposes = material.some(({ kind }) => kind === 'purpose')
  const general = noticesOf(older, newer, ({ on }) => on !== undefined && isAbout(older, newer, on, purposes))
  const categories = [...new Set(material.flatMap((change) => change.categories))]
  const telling: Telling = {
    reason: {
      ja: `方針の変更（${material.length}件）`,
      en: `The policy changes (${material.length} ${material.length === 1 ? 'point' : 'points'})`,
    },
    what: material.map(({ kind, id }) => `${kind}:${id}`),
    categories,
    subjects: subjectsOf(older, newer, categories),
    notices: general,
  }
  return [dated(telling, newer), ...ownNotices(older, newer, material)]
}

// A recipient or a route abroad may name the notice that must come before it.
function ownNotices(older: PackData, newer: PackData, changes: readonly ElementChange[]): Telling[] {
  return (['recipient', 'transfer'] as const).flatMap((kind) =>
    withKind(changes, kind).flatMap(({ id, name, what, categories, effect }) => {
      const list = kind === 'recipient' ? newer.recipients : newer.transfers
      const notice = list.find((one) => one.id === id)?.notice
      if (what === 'removed' || effect === 'tightened' || notice === undefined) return []
      const telling: Telling = {
        reason: { ja: `「${name.ja}」に先立つ通知`, en: `Notice before "${name.en}"` },
        what: [`${kind}:${id}`],
        categories,
        subjects: subjectsOf(older, newer, categories),
        notices: noticesOf(older, newer, (one) => one.id === notice),
      }
      return [dated(telling, newer)]
    }),
  )
}

/** What the law has announced about a change, and whether that comes before it. */
export type Announcement = Act & { before: boolean; until?: string; filed: boolean }

/** What has to be announced to everybody because of a change, by which article and until when. */
export function announcements(
  older: PackData,
  newer: PackData,
  changes: readonly ElementChange[],
): Announcement[] {
  const purposes = withKind(changes, 'purpose').filter(
    ({ effect }) => effect !== 'reworded' && effect !== 'tightened',
  )
  const joint = withKind(changes, 'recipient').filter(({ id }) => isJoint(older, newer, id))
  return [
    ...(purposes.length > 0 ? [purposeChange(purposes)] : []),
    ...joint.flatMap((change) => jointUse(change, newer)),
    ...optOuts(newer, changes),
  ]
}

const purposeChange = (changes: readonly ElementChange[]): Announcement => ({
  reason: { ja: '変更した利用目的の通知又は公表', en: 'The changed purposes are notified or published' },
  article: 'APPI Art. 21(3)',
  what: changes.map(({ id }) => `purpose:${id}`),
  categories: [...new Set(changes.flatMap(({ categories }) => categories))],
  before: false,
  filed: false,
})

const isJoint = (older: PackData, newer: PackData, id: string): boolean =>
  [older, newer].some((pack) => pack.recipients.some((one) => one.id === id && one.kind === 'joint-user'))

function jointUse({ id, name, what, details, categories }: ElementChange, newer: PackData): Announcement[] {
  if (what === 'removed') return []
  const before =
    what === 'added' || details.some(({ field }) => field === 'purposes' || field === 'responsible')
  return [
    {
      reason: { ja: `共同利用「${name.ja}」の周知`, en: `Joint use "${name.en}" is made known` },
      article: what === 'added' ? 'APPI Art. 27(5)(iii)' : 'APPI Art. 27(6)',
      what: [`recipient:${id}`],
      categories,
      before,
      filed: false,
      ...(before ? { until: dayBefore(newer.effective) } : {}),
    },
  ]
}

function optOuts(newer: PackData, changes: readonly ElementChange[]): Announcement[] {
  const optOut = new Set(newer.grounds.filter(({ kind }) => kind === 'opt-out').map(({ id }) => id))
  return withKind(changes, 'recipient')
    .filter(({ id }) =>
      newer.recipients.some((one) => one.id === id && one.grounds.some((ground) => optOut.has(ground))),
    )
    .map(({ id, name, categories }) => ({
      reason: {
        ja: `オプトアウトによる提供「${name.ja}」の周知と届出`,
        en: `Provision by opt-out to "${name.en}" is made known and filed`,
      },
      article: 'APPI Art. 27(2)(3)',
      what: [`recipient:${id}`],
      categories,
      before: true,
      filed: true,
      until: dayBefore(newer.effective),
    }))
}

// Events are named by people: what tells of the policy, or of a purpose, and of its change, is meant.
function isAbout(older: PackData, newer: PackData, event: string, purposes: boolean): boolean {
  const found = [older, newer].flatMap((pack) => pack.events.filter(({ id }) => id === event))
  return found.some(({ id, name }) => {
    const said = `${id} ${name.ja} ${name.en}`
    return CHANGING.test(said) && (POLICY.test(said) || (purposes && PURPOSE.test(said)))
  })
}

// What the older version promised binds for this change; what the newer adds does no harm.
function noticesOf(
  older: PackData,
  newer: PackData,
  wanted: (notice: Notice) => boolean,
): Telling['notices'] {
  const found = new Map(
    [...newer.notices, ...older.notices].filter(wanted).map((notice) => [notice.id, notice]),
  )
  return [...found.values()].map(({ id, name, by, ahead }) => ({ id, name, by, ahead }))
}

function subjectsOf(older: PackData, newer: PackData, categories: readonly string[]): Telling['subjects'] {
  const ids = new Set(
    [older, newer].flatMap((pack) =>
      pack.categories.filter(({ id }) => categories.includes(id)).flatMap(({ subjects }) => subjects),
    ),
  )
  const known = new Map([...older.subjects, ...newer.subjects].map((subject) => [subject.id, subject.name]))
  return [...ids].map((id) => ({ id, name: known.get(id) ?? { ja: id, en: id } }))
}

function dated(telling: Telling, newer: PackData): Telling {
  const days = telling.notices.flatMap(({ ahead }) =>
    ahead ? (ahead === 'P0D' ? [] : [earlier(newer.effective, ahead)]) : [],
  )
  const known = days.filter((day) => day !== undefined).toSorted()
  return known[0] === undefined ? telling : { ...telling, until: known[0] }
}

const dayBefore = (day: string): string => earlier(day, 'P1D') ?? day

function earlier(day: string, by: string): string | undefined {
  const [date, period] = [parseDate(day), parsePeriod(by)]
  if (!date.ok || !period.ok) return undefined
  const found = subtractPeriod(date.value, period.value)
  return found.ok ? found.value.toString() : undefined
}
