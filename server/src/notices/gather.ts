// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { contactFields, type ContactField } from '../catalog/index.ts'
import { distinctValues, SourceFailure } from '../connectors/index.ts'
import { inOrganisation } from '../database/index.ts'
import { TryAgain } from '../jobs/index.ts'
import type { Language } from '../kernel/index.ts'
import { awaitVersion, promising } from './announce.ts'
import type { SourceReading } from './contract.ts'
import type { NoticePorts } from './ports.ts'
import * as store from './store.ts'
import { gatherTalks } from './talks.ts'

/** Addresses that one transaction takes in: the locks of their identifiers are held until it ends. */
const batch = 200
const address = z.email().max(254)

/**
 * The job's work: finds out who is to be told. Every person stands once among the recipients however many systems
 * hold the address and however often this runs. Throws `TryAgain` while a system is away, after all others were read.
 */
export async function gather(ports: NoticePorts, organisation: string, id: string): Promise<void> {
  const row = await inOrganisation(ports.db, organisation, (tx) => store.noticeById(tx, organisation, id))
  if (row?.state !== 'gathering') return
  awaitVersion(ports, organisation, row.version)
  if (row.way !== 'mail') return gatherTalks(ports, organisation, row, promising(ports, organisation, row))
  const maps = await ports.catalog.maps(organisation)
  const fields = contactFields(
    maps.map(({ dataset }) => dataset),
    row.concerns,
  )
  const sources: SourceReading[] = []
  for (const field of fields) {
    const url = maps.find(({ dataset }) => dataset === field.dataset)?.url ?? ''
    sources.push(await readField(ports, organisation, id, { field, url }))
  }
  const away = sources.find(({ state }) => state === 'unavailable')
  await inOrganisation(ports.db, organisation, async (tx) => {
    const now = await store.noticeById(tx, organisation, id, true)
    if (now?.state !== 'gathering') return
    await store.updateNotice(tx, organisation, id, {
      sources,
      ...(away === undefined ? { state: 'open' as const, gathered_at: ports.clock.now().toString() } : {}),
    })
    await ports.enqueue(tx, 'notices.send', { organisation, id })
  })
  if (away !== undefined) throw new TryAgain(`source away: ${away.source}`)
}

async function readField(
  ports: NoticePorts,
  organisation: string,
  notice: string,
  { field, url }: { field: ContactField; url: string },
): Promise<SourceReading> {
  const { dataset, collection, mail, language } = field
  const reading: SourceReading = {
    source: dataset.key,
    field: `${collection.name}.${mail.name}`,
    state: 'read',
    found: 0,
    unusable: 0,
    reason: null,
  }
  const beside = language === undefined ? [] : [language]
  try {
    for await (const page of distinctValues(url, { dataset, collection, field: mail, beside }, batch)) {
      const usable = page.flatMap(([value, spoken]) => {
        const read = address.safeParse(typeof value === 'string' ? value.normalize('NFKC').trim() : value)
        return read.success ? [{ address: read.data, language: languageOf(spoken) }] : []
      })
      reading.found += usable.length
      reading.unusable += page.length - usable.length
      if (usable.length > 0) await addAll(ports, organisation, notice, usable)
    }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    return { ...reading, state: 'unavailable', reason: error.code }
  }
  return reading
}

/** Packs write Japanese first; somebody of whom nothing else is known is written to in it. */
function languageOf(spoken: unknown): Language {
  return typeof spoken === 'string' && /^\s*(en|english|英)/i.test(spoken) ? 'en' : 'ja'
}

async function addAll(
  ports: NoticePorts,
  organisation: string,
  notice: string,
  found: readonly { address: string; language: Language }[],
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const addresses = found.map((one) => one.address)
    const persons = await ports.vault.personsFor(tx, organisation, 'email', addresses)
    const known = await store.knownRecipients(tx, organisation, notice, persons)
    const fresh = new Map<string, (typeof found)[number]>()
    persons.forEach((person, at) => {
      const one = found[at]
      if (one !== undefined && !known.has(person) && !fresh.has(person)) fresh.set(person, one)
    })
    const entries = [...fresh]
    const sealed = await ports.vault.sealAll(
      tx,
      organisation,
      entries.map(([person, one]) => ({ person, plain: Buffer.from(one.address) })),
    )
    const rows = entries.map(([person, { language }], at) => ({
      person,
      language,
      address: sealed[at] as Uint8Array,
    }))
    await store.addRecipients(tx, organisation, notice, rows, ports.clock.now().toString())
  })
}
