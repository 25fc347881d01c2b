// SPDX-License-Identifier: Apache-2.0
import { deadline, type DeadlineRule } from '@yakusoku/core/calendar'
import type { Json } from '@yakusoku/core/datamap'
import type { ElementOf, Pack } from '@yakusoku/core/packs'
import { clientFields, type ClientField } from '../catalog/index.ts'
import { distinctValues, SourceFailure } from '../connectors/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, openDuty } from '../duties/index.ts'
import { TryAgain } from '../jobs/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { close, dutyKindOf, noticeFact, promising, promisesOf } from './announce.ts'
import type { SourceReading, Talk } from './contract.ts'
import type { NoticePorts } from './ports.ts'
import { noticesRefusals } from './refusals.ts'
import * as store from './store.ts'

const nameOf = (id: string) => `notices.talk:${id}`
const fallback: DeadlineRule = { convention: 'CALENDAR_DAYS', days: 60 } as DeadlineRule
/** So many clients at most get a duty of their own; beyond, the list is a job for another way of telling. */
const most = 10_000

/**
 * Finds the clients and opens a duty for each; running again adds only who was not there. Throws `TryAgain` while a
 * system is away, after all others were read.
 */
export async function gatherTalks(
  ports: NoticePorts,
  organisation: string,
  row: store.NoticeRow,
  pack: Pack,
): Promise<void> {
  const maps = await ports.catalog.maps(organisation)
  const sources: SourceReading[] = []
  let left = most
  for (const field of clientFields(maps.map(({ dataset }) => dataset))) {
    const url = maps.find((one) => one.dataset === field.dataset)?.url ?? ''
    const reading = await readClients(ports, organisation, { row, pack }, { field, url, left })
    left -= reading.found
    sources.push(reading)
  }
  const away = sources.find(({ state }) => state === 'unavailable')
  await inOrganisation(ports.db, organisation, async (tx) => {
    const now = await store.noticeById(tx, organisation, row.id, true)
    if (now?.state !== 'gathering') return
    // Where no system names clients, the telling is one task of whoever knows them.
    if (away === undefined && left === most)
      await addTalk(ports, tx, organisation, { row, pack, name: '', label: row.version })
    await store.updateNotice(tx, organisation, row.id, {
      sources,
      ...(away === undefined ? { state: 'open' as const, gathered_at: ports.clock.now().toString() } : {}),
    })
  })
  if (away !== undefined) throw new TryAgain(`source away: ${away.source}`)
}

async function readClients(
  ports: NoticePorts,
  organisation: string,
  told: { readonly row: store.NoticeRow; readonly pack: Pack },
  { field, url, left }: { field: ClientField; url: string; left: number },
): Promise<SourceReading> {
  const { dataset, collection, name, number } = field
  const place = `${dataset.key} ${collection.name}`
  const reading = { source: dataset.key, field: `${collection.name}.${name.name}`, found: 0, unusable: 0 }
  try {
    for await (const page of distinctValues(
      url,
      { dataset, collection, field: name, beside: [number] },
      200,
    )) {
      const clients = page.filter(([value]) => value !== null && value !== '').slice(0, left - reading.found)
      reading.found += clients.length
      await inOrganisation(ports.db, organisation, async (tx) => {
        for (const [value = null, key = null] of clients)
          await addTalk(ports, tx, organisation, {
            ...told,
            name: said(value),
            label: `${place} ${said(key)}`,
          })
      })
    }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    return { ...reading, state: 'unavailable', reason: error.code }
  }
  return { ...reading, state: 'read', reason: null }
}

const said = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

async function addTalk(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  { row, pack, name, label }: { row: store.NoticeRow; pack: Pack; name: string; label: string },
): Promise<void> {
  const id = newId()
  const key = await ports.vault.blind(tx, organisation, 'client', name)
  const sealed = await ports.vault.sealOwn(tx, organisation, nameOf(id), Buffer.from(name))
  if (!(await store.addTalk(tx, organisation, row.id, { id, key, label, name: sealed }))) return
  const { rule, owner } = taskOf(pack, row.notice)
  const at = ports.clock.now()
  const computed = pack.calendar === undefined ? undefined : deadline(rule, at, pack.calendar)
  const term = computed?.ok ? computed.value : undefined
  await openDuty(ports.ledger, tx, organisation, {
    kind: dutyKindOf(row.way),
    subject: { kind: 'notice-talk', id, label },
    ownerRole: owner,
    promises: promisesOf(pack, row.notice),
    at,
    due: term?.due ?? at.add({ hours: 24 * 60 }),
    warn: term?.warnAt,
    reckoning: term?.steps ?? [],
  })
}

/** The duty of the pack that keeps a promise together with the notice: its term, and who owns it. */
export function taskOf(pack: Pack, notice: string): { rule: DeadlineRule; owner: string } {
  const promises = pack.promises.filter(({ keptBy }) => keptBy.includes(`notice:${notice}`))
  const ids = promises.flatMap(({ keptBy }) =>
    keptBy.filter((one) => one.startsWith('duty:')).map((one) => one.slice('duty:'.length)),
  )
  const duty = pack.duties.find(({ id }) => ids.includes(id))
  const role: ElementOf<'role'> | undefined = pack.roles.find(({ id }) => id === duty?.owner)
  return { rule: duty?.due ?? fallback, owner: role?.account ?? 'privacy-manager' }
}

/** The clients of a notice by name, for whoever tells them. */
export function listTalks(ports: NoticePorts, organisation: string, notice: string): Promise<Talk[]> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    if ((await store.noticeById(tx, organisation, notice)) === undefined)
      throw refuse(commonRefusals, 'common.not-found')
    const rows = await store.talksOf(tx, organisation, notice)
    return Promise.all(
      rows.map(async ({ id, label, name, told_at }) => ({
        id,
        label,
        name: Buffer.from(await ports.vault.openOwn(tx, organisation, nameOf(id), name)).toString(),
        toldAt: told_at?.toISOString() ?? null,
      })),
    )
  })
}

/** Records that a client was told; closes the duty, and the notice with the last one. */
export function told(
  ports: NoticePorts,
  organisation: string,
  { notice, talk, actor }: { notice: string; talk: string; actor: Reference },
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.noticeById(tx, organisation, notice, true)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const at = ports.clock.now()
    const all = await store.talksOf(tx, organisation, notice)
    if (!all.some(({ id }) => id === talk)) throw refuse(commonRefusals, 'common.not-found')
    if (!(await store.setTold(tx, organisation, notice, talk, actor.id, at.toString())))
      throw refuse(noticesRefusals, 'notices.told-already')
    const pack = promising(ports, organisation, row)
    const [fact] = await ports.ledger.append(tx, organisation, [
      noticeFact(ports, row, { type: 'notices.told', clear: { talk }, actor }, pack),
    ])
    await closeDuty(ports.ledger, tx, organisation, {
      kind: dutyKindOf(row.way),
      subject: { kind: 'notice-talk', id: talk },
      at,
      actor,
      evidence: fact?.id as string,
    })
    const left = all.filter(({ id, told_at }) => id !== talk && told_at === null)
    if (left.length === 0 && row.state === 'open') await close(ports, tx, organisation, row, 'all-told')
  })
}
