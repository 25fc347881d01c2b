// SPDX-License-Identifier: Apache-2.0
import { categoryOf, promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { reckonNow, type CatalogPorts } from './connected.ts'
import type { Collector, CollectorView, Readings } from './contract.ts'
import { catalogRefusals } from './refusals.ts'
import * as store from './store.ts'

/** Fields that the policy in force does not let come in by a channel: without a category, or by another channel. */
export function notPromised(pack: Pack, { channel, fields }: Collector): string[] {
  const technical = pack.channels.some(({ id, from }) => id === channel && from === 'technical')
  return fields
    .filter(({ fides }) => !technical || categoryOf(pack, fides)?.channels.includes(channel) !== true)
    .map(({ name }) => name)
}

function refuseUndeclared(fields: readonly string[]): void {
  if (fields.length > 0)
    throw refuse(catalogRefusals, 'catalog.not-declared', {
      fields: [...new Set(fields)].slice(0, 20).join(', '),
    })
}

/** Declares what a device sends. Refuses `catalog.not-declared` for what the policy does not let it collect. */
export async function declare(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  key: string,
  collector: Collector,
): Promise<void> {
  const pack = ports.inForce(organisation)
  refuseUndeclared(notPromised(pack, collector))
  await inOrganisation(ports.db, organisation, async (tx) => {
    const at = ports.clock.now()
    await store.saveCollector(tx, organisation, { key, ...collector }, new Date(at.epochMilliseconds))
    const clear = {
      channel: collector.channel,
      fields: collector.fields.map(({ name, fides }) => ({ name, fides })),
    }
    const subject = { kind: 'collector', id: key }
    const promises = promisesOf(pack, collector)
    await ports.ledger.append(tx, organisation, [
      { type: 'catalog.collector-declared', at, actor, subject, clear, promises },
    ])
  })
}

const promisesOf = (pack: Pack, { fields }: Pick<Collector, 'fields'>): string[] => {
  const categories = fields.flatMap(({ fides }) => categoryOf(pack, fides)?.id ?? [])
  const kept = ['system:declared-collection', ...categories.map((id) => `category:${id}`)]
  return [...new Set(kept.flatMap((one) => promisesKeptBy(pack, one)))]
}

/**
 * Takes readings in, all or none. Refuses `catalog.not-declared` when one of them holds what its device is not
 * declared to send, or what the policy in force no longer lets it collect.
 */
export async function receive(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  key: string,
  { readings }: Readings,
): Promise<void> {
  const pack = ports.inForce(organisation)
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockSources(tx, organisation)
    const collector = (await store.collectors(tx, organisation)).find((one) => one.key === key)
    if (collector === undefined) throw refuse(commonRefusals, 'common.not-found')
    const declared = new Set(collector.fields.map(({ name }) => name))
    const sent = new Set(readings.flatMap(({ measured }) => Object.keys(measured)))
    refuseUndeclared([...sent].filter((name) => !declared.has(name)))
    refuseUndeclared(notPromised(pack, { ...collector, fields: [...collector.fields] }))
    await store.insertReadings(tx, organisation, key, readings)
    const times = readings.map(({ at }) => Date.parse(at))
    const clear = {
      count: readings.length,
      from: new Date(times.reduce((a, b) => Math.min(a, b))).toISOString(),
      to: new Date(times.reduce((a, b) => Math.max(a, b))).toISOString(),
    }
    const at = ports.clock.now()
    const subject = { kind: 'collector', id: key }
    const promises = promisesOf(pack, { fields: [...collector.fields] })
    const [fact] = await ports.ledger.append(tx, organisation, [
      { type: 'catalog.readings-received', at, actor, subject, clear, promises },
    ])
    if (collector.readings === 0 && fact !== undefined)
      await reckonNow(ports, tx, organisation, { actor, because: fact.id })
  })
}

/** The devices with what they are declared to send and what they sent. */
export function listCollectors(ports: CatalogPorts, organisation: string): Promise<CollectorView[]> {
  return inOrganisation(ports.db, organisation, async (tx) =>
    (await store.collectors(tx, organisation)).map(({ key, channel, fields, readings, last_at }) => ({
      key,
      channel,
      fields: [...fields],
      readings,
      lastAt: last_at?.toISOString() ?? null,
    })),
  )
}
