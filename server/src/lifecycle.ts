// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { scan, scanJob, sweepScans } from './catalog/index.ts'
import { inOrganisation } from './database/index.ts'
import { forgetOldKinds } from './gate/index.ts'
import type { Http } from './http/index.ts'
import { jobKey, type JobKind } from './jobs/index.ts'
import type { Config, Log } from './kernel/index.ts'
import { gather, send, sweepNotices } from './notices/index.ts'
import { answer, collect, sweep, type RequestPorts } from './requests/index.ts'
import { sweepProgramme } from './programme/index.ts'
import type { Parts } from './routes.ts'
import { reconcileErasures } from './vault/index.ts'

/** The background work of a server. */
export interface Lifecycle {
  /** Starts it; `alone` says that no other server works on this database. */
  start(alone?: boolean): Promise<void>
  /** Ends everything in order; what is under way is finished or left for the next start. */
  stop(): Promise<void>
}

const sweepMilliseconds = 30_000
const tidyMilliseconds = 600_000

/** Where erasures are written down outside the database. */
export function erasureJournal({ dataFolder }: Config): string {
  return join(dataFolder, 'keys', 'erasures.ndjson')
}

/** The background work over the parts of a server. */
export function lifecycle(parts: Parts, http: Http, log: Log): Lifecycle {
  const timers: NodeJS.Timeout[] = []
  const each = eachOrganisation(parts, log)
  const sweepAll = oneAtATime(log, 'requests.sweep-failed', (failed) => sweepRequests(parts, each(failed)))
  const scanAll = oneAtATime(log, 'catalog.sweep-failed', (failed) => sweepCatalogs(parts, each(failed)))
  const tellAll = oneAtATime(log, 'notices.sweep-failed', (failed) => sweepAllNotices(parts, each(failed)))
  // What recurs, once a day for each organisation and whenever its policy changes.
  const openAll = oneAtATime(log, 'programme.sweep-failed', (failed) =>
    each(failed)((organisation) => sweepProgramme(parts.programme, organisation)),
  )
  const tidying = [
    oneAtATime(log, 'ledger.inspection-failed', (failed) => inspectLedgers(parts, log, each(failed))),
    oneAtATime(log, 'accounts.pruning-failed', () => parts.accounts.prune()),
    oneAtATime(log, 'gate.forgetting-failed', (failed) =>
      each(failed)((organisation) => forgetOldKinds(parts.gate, organisation)),
    ),
    oneAtATime(log, 'vault.journal-failed', () => journalErasures(parts)),
  ]
  return {
    async start(alone = false) {
      parts.ledger.start(log)
      parts.policies.watch(log)
      parts.gates.start()
      if (alone)
        for (const organisation of parts.policies.organisations()) await parts.mail.takeUpLeft(organisation)
      await parts.jobs.start(jobKinds(parts), alone)
      await openAll()
      await sweepAll()
      await scanAll()
      await tellAll()
      await sendWaiting(parts)
      timers.push(setInterval(() => void openAll(), sweepMilliseconds))
      timers.push(setInterval(() => void sweepAll(), sweepMilliseconds))
      timers.push(setInterval(() => void scanAll(), sweepMilliseconds))
      timers.push(setInterval(() => void tellAll(), sweepMilliseconds))
      for (const tidy of tidying) timers.push(setInterval(() => void tidy(), tidyMilliseconds))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      parts.policies.unwatch()
      await http.close()
      await parts.gates.stop()
      await parts.jobs.stop()
      await parts.accounts.settle()
      await parts.ledger.stop()
      parts.printer.close()
      await parts.connection.close()
    },
  }
}

/** Work that fails is logged and left to the next time; while it is under way it is not begun again. */
function oneAtATime(
  log: Log,
  failed: string,
  work: (failed: string) => Promise<unknown>,
): () => Promise<void> {
  let underWay: Promise<void> | undefined
  return () =>
    (underWay ??= work(failed)
      .then(
        () => undefined,
        (error: unknown) => log.error(failed, { error }),
      )
      .finally(() => (underWay = undefined)))
}

/** Does something for every organisation; what fails for one is logged and holds up no other. */
type Each = (work: (organisation: string) => Promise<unknown>) => Promise<void>

const eachOrganisation =
  ({ policies }: Parts, log: Log) =>
  (failed: string): Each =>
  async (work) => {
    for (const organisation of policies.organisations())
      await work(organisation).catch((error: unknown) => log.error(failed, { organisation, error }))
  }

/** Who was erased meanwhile stands in the journal before the next backup is likely to be taken. */
async function journalErasures({ connection, config }: Parts): Promise<void> {
  await reconcileErasures(connection.db, erasureJournal(config))
}

function jobKinds({ requests, mail, catalog, notices }: Parts): JobKind[] {
  return [
    { name: 'requests.collect', handler: ({ organisation, id }) => collect(requests, organisation, id) },
    {
      name: 'requests.package',
      handler: ({ organisation, id }) => answer(requests, organisation, id),
      // There is one printer.
      atOnce: 2,
    },
    {
      name: scanJob,
      handler: ({ organisation, id }) => scan(catalog.ports, organisation, id),
      atOnce: 2,
    },
    {
      name: 'notices.gather',
      handler: ({ organisation, id }) => gather(notices, organisation, id),
      atOnce: 2,
    },
    { name: 'notices.send', handler: ({ organisation, id }) => send(notices, organisation, id), atOnce: 2 },
    {
      name: 'messages.deliver',
      handler: async ({ organisation, id }) => void (await mail.deliver(organisation, id)),
    },
  ]
}

async function sweepRequests({ jobs, requests }: Parts, each: Each): Promise<void> {
  const underWay = await jobs.underWay('requests.collect', 'requests.package')
  const ports: RequestPorts = {
    ...requests,
    // What waits for a source that is away has its job already; another each time would pile up.
    enqueue: async (tx, name, data) => {
      if (!underWay.has(jobKey(name, data))) await requests.enqueue(tx, name, data)
    },
  }
  await each((organisation) => sweep(ports, organisation))
}

/** Notices under way, those whose day has come, and what a crash left of them. */
async function sweepAllNotices({ jobs, notices }: Parts, each: Each): Promise<void> {
  const underWay = await jobs.underWay('notices.gather', 'notices.send')
  const ports: typeof notices = {
    ...notices,
    enqueue: async (tx, name, data) => {
      if (!underWay.has(jobKey(name, data))) await notices.enqueue(tx, name, data)
    },
  }
  await each((organisation) => sweepNotices(ports, organisation))
}

/** The daily scans, and those a crash left behind. */
async function sweepCatalogs({ jobs, catalog }: Parts, each: Each): Promise<void> {
  const underWay = await jobs.underWay(scanJob)
  await each((organisation) => sweepScans(catalog.ports, organisation, underWay))
}

/** Mails that were kept while no mail server was set leave once there is one. */
async function sendWaiting({ jobs, mail, policies, connection }: Parts): Promise<void> {
  const underWay = await jobs.underWay('messages.deliver')
  for (const organisation of policies.organisations()) {
    const ids = await mail.waiting(organisation)
    const idle = ids.filter((id) => !underWay.has(jobKey('messages.deliver', { organisation, id })))
    await inOrganisation(connection.db, organisation, async (tx) => {
      for (const id of idle) await jobs.enqueue(tx, 'messages.deliver', { organisation, id })
    })
  }
}

/** Once a day each ledger is read again; what was altered shows in the console, and in the log by its place. */
async function inspectLedgers({ ledger }: Parts, log: Log, each: Each): Promise<void> {
  await each(async (organisation) => {
    const [first] = (await ledger.inspectWhenDue(organisation)) ?? []
    if (first !== undefined) log.error('ledger.damaged', { organisation, ...first })
  })
}
