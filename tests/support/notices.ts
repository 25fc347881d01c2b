// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inOrganisation } from '../../server/src/database/index.ts'
import { newId } from '../../server/src/kernel/index.ts'
import { system } from '../../server/src/ledger/index.ts'
import { sweepNotices } from '../../server/src/notices/index.ts'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { home, type TestApplication } from './application.ts'

const folder = fileURLToPath(new URL('../../packs/cleaning', import.meta.url))
const names = ['pack.yaml', 'policy.ja.md', 'policy.en.md'] as const

/** The pack of the fictional company as a further version, with a change of the service. */
export function nextVersion(version: string, effective: string, change = (yaml: string) => yaml): Pack {
  const files = names.map((path) => {
    const text = readFileSync(`${folder}/${path}`, 'utf8')
    const written = path === 'pack.yaml' ? change(revise(text, version, effective)) : text
    return { path, bytes: new TextEncoder().encode(written) }
  })
  const { pack, problems } = loadPack(files)
  if (pack === undefined) throw new Error(JSON.stringify(problems))
  return pack
}

/** The pack.yaml of {@link nextVersion}. */
export const nextYaml = (version: string, effective: string): string =>
  revise(readFileSync(`${folder}/pack.yaml`, 'utf8'), version, effective)

function revise(yaml: string, version: string, effective: string): string {
  const summary = `{ kind: service, summary: { ja: 夜間の清掃を加えました。, en: Adds cleaning at night. } }`
  return yaml
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^effective: .*$/m, `effective: ${effective}`)
    .replace('en: Scheduled notices and appointments }', 'en: Scheduled notices and confirmed visits }')
    .replace(/^changes:\n(?: .*\n)+/m, `changes: [${summary}]\n`)
}

/** Announces a version as its publication does. */
export async function announceNext(world: TestApplication, pack: Pack): Promise<void> {
  const { policies, connection, publication, clock } = world.app
  const previous = policies.versions(home).findLast(({ version }) => version !== pack.version)
  const details = { version: pack, previous, at: clock.now(), actor: system, fact: newId() }
  await inOrganisation(connection.db, home, (tx) => publication.announce(tx, home, details))
}

/** Publishes a version and announces it. */
export async function publishNext(world: TestApplication, pack: Pack): Promise<void> {
  await world.app.policies.publish(pack, 'test')
  await world.app.policies.load()
  await announceNext(world, pack)
}

/** Today where the company is, or so many days later. */
export const dayIn = (world: TestApplication, later = 0): string =>
  world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().add({ days: later }).toString()

/** What the server does twice a minute. */
export const sweep = (world: TestApplication, organisation: string = home): Promise<void> =>
  sweepNotices(world.app.notices, organisation)
