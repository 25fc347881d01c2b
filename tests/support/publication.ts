// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SAMPLE_PACK } from '@yakusoku/core/check'
import type { Role } from '../../server/src/accounts/index.ts'
import { createApplication, type Application } from '../../server/src/application.ts'
import type { Draft } from '../../server/src/contract.ts'
import { createLog } from '../../server/src/kernel/index.ts'
import { enrolled, type Browser, type EnrolledOperator, type Reply } from './accounts.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { TestClock } from './organisation.ts'

/** The small pack in which the check finds nothing; its id is `sample`, its version 1.0.0. */
export const samplePack = SAMPLE_PACK

/** A server with two organisations that have the sample pack. */
export interface PublicationWorld {
  readonly app: Application
  readonly database: TestDatabase
  readonly clock: TestClock
  readonly lines: string[]
  /** Today in Japan, or so many days from it, YYYY-MM-DD. */
  day(later?: number): string
  /** The sample's pack.yaml as the next version: its number, its day, its own summary, and whatever else changes. */
  next(version: string, effective: string, change?: (yaml: string) => string): string
  operator(name: string, roles: Role[], organisation?: string): Promise<EnrolledOperator>
  /** A second server on the same database and keys; not started. */
  another(folder?: string): Promise<Application>
  /** Writes the pack of `sample` into a folder of packs. */
  packsWith(files: Readonly<Record<string, string>>): string
  close(): Promise<void>
}

/** Builds a {@link PublicationWorld}. */
export async function publicationWorld(): Promise<PublicationWorld> {
  const database = await testDatabase('migrated')
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-publication-'))
  const clock = new TestClock(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString())
  const lines: string[] = []
  const packsWith = (files: Readonly<Record<string, string>>) => {
    const root = mkdtempSync(join(folder, 'packs-'))
    writePack(root, 'sample', files)
    return root
  }
  const packs = packsWith(samplePack)
  writePack(packs, 'elsewhere', {
    ...samplePack,
    'pack.yaml': samplePack['pack.yaml'].replace('id: sample', 'id: elsewhere'),
  })
  const server = (root: string) =>
    createApplication({
      config: {
        dataFolder: folder,
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'http://localhost',
        databaseUrl: database.url,
        smtpUrl: undefined,
        demonstration: false,
        logLevel: 'debug',
      },
      databaseUrl: database.url,
      clock,
      log: createLog('debug', (line) => void lines.push(line)),
      packs: root,
    })
  const app = await server(packs)
  await app.start()
  const today = () => clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate()
  return {
    app,
    database,
    clock,
    lines,
    packsWith,
    day: (later = 0) => today().add({ days: later }).toString(),
    next: nextPack,
    operator: (name, roles, organisation = 'sample') => enrolled(app, name, { [organisation]: roles }, false),
    another: (root = packs) => server(root),
    async close() {
      await app.stop()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writePack(root: string, id: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(root, id))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, id, name), content)
}

function nextPack(
  version: string,
  effective: string,
  change: (yaml: string) => string = (yaml) => yaml.replace('en: Delivery }', `en: Delivery ${version} }`),
): string {
  const summary = `changes: [{ kind: clarification, summary: { ja: 版${version}の変更, en: Changes of ${version} } }]`
  return change(samplePack['pack.yaml'])
    .replace('version: 1.0.0', `version: ${version}`)
    .replace('effective: 2026-04-01', `effective: ${effective}\n${summary}`)
}

const base = '/api/organisations/sample/policy'

/** Calls about the drafts of `sample`. */
export const drafting = {
  begin: async (browser: Browser, files: Record<string, unknown> = {}): Promise<Draft> => {
    const made = await browser.post(`${base}/drafts`, { files })
    if (made.status !== 201) throw new Error(`no draft: ${made.raw}`)
    return made.body as unknown as Draft
  },
  read: async (browser: Browser, id: string): Promise<Draft> =>
    (await browser.get(`${base}/drafts/${id}`)).body as unknown as Draft,
  act: (browser: Browser, id: string, action: string, body: Record<string, unknown>): Promise<Reply> =>
    browser.post(`${base}/drafts/${id}/${action}`, body),
  save: (browser: Browser, id: string, body: Record<string, unknown>): Promise<Reply> =>
    browser.call('PUT', `${base}/drafts/${id}`, body),
}

/** Takes a pack.yaml all the way: written and published by one, approved by the other. */
export async function publishAs(
  [writer, approver]: readonly [Browser, Browser],
  yaml: string,
  version: string,
): Promise<Reply> {
  const { id } = await drafting.begin(writer, { 'pack.yaml': yaml })
  const submitted = await drafting.act(writer, id, 'submit', { revision: 1 })
  if (submitted.status !== 200) return submitted
  const approved = await drafting.act(approver, id, 'approve', { revision: 1 })
  if (approved.status !== 200) return approved
  return drafting.act(writer, id, 'publish', { revision: 1, version })
}
