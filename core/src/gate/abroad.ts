// SPDX-License-Identifier: Apache-2.0
// What leaves the country: within which countries a client keeps its data, and by which route data goes abroad.
import type { ElementOf } from '@yakusoku/core/packs'
import { consented, countriesOf, lawGrounds, refsTo, type Case, type Obstacle } from './case.ts'
import { hasRun } from './days.ts'

type Recipient = ElementOf<'recipient'>

/** A client may demand that its data stays within countries: then nothing of it leaves them, on whatever ground. */
export function staysWithin(one: Case): Obstacle[] {
  const { pack, standing, question, recipient } = one
  const { client } = question
  if (client === undefined || !Object.hasOwn(standing.clients, client)) return []
  const within = standing.clients[client]?.within
  if (within === undefined) return []
  const countries = countriesOf(one)
  // What goes one knows not where may leave them.
  const outside = countries.find((each) => !within.includes(each))
  const country = recipient && countries.length === 0 ? '?' : outside
  if (country === undefined) return []
  const entity = pack.entities.find(({ id }) => id === client)
  return [
    {
      reason: 'client-keeps-within',
      by: ['system:localisation', ...(entity ? [`entity:${client}`] : [])],
      words: { client: entity?.name ?? client, country, within: within.toSorted().join(', ') || '—' },
    },
  ]
}

/** Abroad: a country the policy names, by a declared route with safeguards, or as the law lets (APPI Art. 28, GDPR Art. 44). */
export function routeAbroad(one: Case): Obstacle[] {
  const { recipient } = one
  if (!recipient) return []
  const countries = countriesOf(one)
  const words = { recipient: recipient.name, countries: recipient.countries.join(', ') || '—' }
  const by = [`recipient:${recipient.id}`, 'system:transfer-check']
  const unnamed =
    countries.length === 0
      ? '?'
      : countries.find((each) => recipient.countries.length > 0 && !recipient.countries.includes(each))
  if (unnamed !== undefined)
    return [{ reason: 'country-not-named', by, words: { ...words, country: unnamed } }]
  return countries.flatMap((country) =>
    homesOf(one)
      .filter((home) => !home.includes(country))
      .flatMap((home) => onRoute(one, recipient, country, home)),
  )
}

/**
 * Where data is at home, by each law of the person: the area of that law, and the organisation's own country, save for a
 * transfer of somebody whose law is known, which leaves the person's own.
 */
function homesOf({ pack, act, person, lawsOfPerson }: Case): string[][] {
  const own = act === 'transfer' && person.jurisdictions.length > 0 ? [] : pack.jurisdictions.slice(0, 1)
  const areas = lawsOfPerson
    .map(({ applies }) => applies?.jurisdictions ?? [])
    .filter((area) => area.length > 0)
  if (areas.length === 0) return [[...person.jurisdictions, ...own]]
  return areas.map((area) => [...area, ...own])
}

function onRoute(one: Case, recipient: Recipient, country: string, home: readonly string[]): Obstacle[] {
  const { pack, standing, on } = one
  const declared = pack.transfers.filter(
    (each) =>
      each.recipient === recipient.id &&
      each.country === country &&
      (each.jurisdictions.length === 0 || each.jurisdictions.some((where) => home.includes(where))) &&
      each.safeguards.every((id) => pack.safeguards.some((safeguard) => safeguard.id === id)) &&
      (each.basis !== 'consent' || consented(one, 'transfer-consent')),
  )
  const routes = declared.filter(({ basis }) => basis !== 'equivalent-measures' || !inTrouble(one, recipient))
  const told = (id: string | undefined): boolean =>
    id === undefined || pack.notices.some((notice) => notice.id === id && hasRun(standing, notice, on))
  if (routes.some(({ notice }) => told(notice))) return []
  const by = [`recipient:${recipient.id}`, 'system:transfer-check']
  const waiting = routes.map(({ notice }) => notice ?? '').toSorted()[0]
  if (waiting !== undefined) {
    const notice = pack.notices.find(({ id }) => id === waiting)?.name ?? recipient.name
    const keepers = [...by, `notice:${waiting}`, 'system:advance-notice']
    return [{ reason: 'not-announced', by: keepers, words: { notice }, lift: 'transfer' }]
  }
  const words = { recipient: recipient.name, country }
  const broken = refsTo('transfer', declared).toSorted()
  if (broken.length > 0)
    return [
      {
        reason: 'measures-in-trouble',
        by: [...by, ...broken],
        article: articleOfMeasures(one),
        words,
        lift: 'transfer',
      },
    ]
  const article = lawGrounds(one, 'transfer-consent')
    .flat()
    .find(({ kind }) => kind === 'consent')?.source?.article
  return [
    { reason: 'no-transfer-route', by: [...by, 'system:localisation'], article, words, lift: 'transfer' },
  ]
}

/**
 * Whether trouble is registered with the receiver, with its class, or, where only the class is named, with one of that
 * class: it may be the one.
 */
const inTrouble = ({ standing, question }: Case, { id }: Recipient): boolean =>
  standing.troubles.some(
    (name) =>
      name === question.recipient ||
      name === id ||
      (question.recipient === id &&
        Object.hasOwn(standing.receivers, name) &&
        standing.receivers[name]?.class === id),
  )

/** The article that has measures abroad checked, and provision stopped where they are not assured. */
function articleOfMeasures({ lawsOfPerson }: Case): string | undefined {
  const articles = lawsOfPerson.flatMap(({ grounds, duties }) =>
    grounds
      .filter(({ kind }) => kind === 'equivalent-measures')
      .map(({ review }) => duties.find(({ id }) => id === review)?.source?.article),
  )
  return articles.filter((article) => article !== undefined).toSorted()[0]
}
