// SPDX-License-Identifier: Apache-2.0
import type { ElementOf, Pack } from '@yakusoku/core/packs'
import { acceptsByUse } from './acceptance.ts'
import { revisionEvents } from './changes.ts'

type Notice = ElementOf<'notice'>

/** Moments that are no revision, at which the pages of the privacy centre themselves tell what a form has to. */
const atForms: ReadonlySet<string> = new Set(['first-contact', 'application', 'collection-point'])
/** Moments that the public page of the policy answers whenever it is read. */
const onPage: ReadonlySet<string> = new Set(['link-shown'])

function isCarriedOut({ on, every, by }: Notice): boolean {
  if (every !== undefined) return by.every((way) => way === 'mail')
  if (on === undefined) return false
  if ((revisionEvents as readonly string[]).includes(on)) return !by.includes('form')
  if (onPage.has(on)) return by.every((way) => way === 'website')
  return atForms.has(on) && by.includes('form') && by.every((way) => way === 'form' || way === 'website')
}

/** The duty that a notice is: telling somebody in person, or sending the year's message. */
function dutiesOf(pack: Pack, notices: readonly Notice[]): string[] {
  const tasks = notices.filter(({ by, every }) => every !== undefined || by.includes('talk'))
  return tasks.flatMap(({ id }) =>
    pack.promises
      .filter(({ keptBy }) => keptBy.includes(`notice:${id}`))
      .flatMap(({ keptBy }) => keptBy.filter((one) => one.startsWith('duty:'))),
  )
}

/** What of a pack the notices and the public page of the policy carry out, as references of `keptBy`. */
export function carriedOut(pack: Pack): Set<string> {
  const notices = pack.notices.filter(isCarriedOut)
  const announced = pack.entities.filter(({ name }) => name.ja === pack.organisation?.name.ja)
  return new Set([
    'system:acknowledgement',
    'system:announcement',
    'system:outside-links',
    'system:collection-notice',
    ...(acceptsByUse(pack) ? ['system:continued-use'] : []),
    ...(pack.terms.length > 0 ? ['system:defined-terms', ...pack.terms.map(({ id }) => `term:${id}`)] : []),
    ...notices.map(({ id }) => `notice:${id}`),
    ...dutiesOf(pack, notices),
    ...announced.map(({ id }) => `entity:${id}`),
    ...pack.desks.map(({ id }) => `desk:${id}`),
  ])
}
