// SPDX-License-Identifier: Apache-2.0
import { expect } from 'vitest'
import type {
  CatalogCategory,
  CatalogField,
  CatalogFieldPage,
  Drift,
  DraftCheck,
  FactPage,
  PolicyView,
  PromiseView,
  SystemView,
} from '../../../server/src/contract.ts'
import type { Person } from './person.ts'
import { eventually, packFile } from './world.ts'

/** What an organisation's register of categories says at a moment. */
export interface Sight {
  readonly categories: ReadonlyMap<string, CatalogCategory>
  readonly fields: readonly CatalogField[]
  readonly promises: ReadonlyMap<string, PromiseView>
  readonly drift: readonly Drift[]
  /** Promises for which the ledger has the fact that a scan found their data. */
  readonly shown: ReadonlySet<string>
}

/** Connects a system, or gives it another map, and waits until it was scanned. */
export async function scanWith(
  manager: Person,
  organisation: string,
  { key, url, map }: { key: string; url: string; map: string },
): Promise<void> {
  const base = `/api/organisations/${organisation}`
  await manager.does('PUT', `${base}/sources/${key}`, { url, map })
  await scan(manager, organisation, key)
}

/** Scans a system anew. */
async function scan(manager: Person, organisation: string, key: string): Promise<void> {
  const base = `/api/organisations/${organisation}/catalog`
  const standing = async () =>
    (await manager.read<SystemView[]>(`${base}/systems`)).find((one) => one.key === key)?.scan
  await eventually(
    `the scan of ${key} before`,
    async () => !['waiting', 'reading'].includes((await standing())?.state ?? ''),
  )
  const before = (await standing())?.id
  await manager.does('POST', `${base}/scans`, { source: key })
  await eventually(`the scan of ${key}`, async () => {
    const now = await standing()
    if (now?.state === 'failed') throw new Error(`the scan of ${key} failed: ${now.reason}`)
    return now?.state === 'done' && now.id !== before
  })
}

/** Reads the register whole, once the ledger has numbered what the scans showed: before that it is no evidence. */
export async function look(manager: Person, organisation: string): Promise<Sight> {
  const base = `/api/organisations/${organisation}`
  const scans = await eventually('the numbers of the scans', async () => {
    const page = await manager.read<FactPage>(`${base}/ledger/facts?type=catalog.scanned`)
    return page.facts.every(({ leafIndex }) => leafIndex !== null) && page
  })
  const categories = await manager.read<CatalogCategory[]>(`${base}/catalog/categories`)
  const policy = await manager.read<PolicyView>(`${base}/promises`)
  const fields: CatalogField[] = []
  for (let from: number | null = 0; from !== null;) {
    const page: CatalogFieldPage = await manager.read(`${base}/catalog/fields?from=${from}`)
    fields.push(...page.fields)
    from = page.next
  }
  return {
    categories: new Map(categories.map((one) => [one.id, one])),
    fields,
    promises: new Map(policy.sections.flatMap(({ promises }) => promises.map((one) => [one.id, one]))),
    drift: await manager.read(`${base}/catalog/drift`),
    shown: new Set(scans.facts.flatMap((fact) => fact.promises)),
  }
}

/** What a test of categories has seen: before their data was connected, and after. */
export interface CategoryWorld {
  readonly organisation: string
  readonly manager: Person
  readonly before: Sight
  readonly after: Sight
  /** The public page of the policy. */
  readonly page: string
  /** A draft of the policy, to be checked with other files. */
  readonly draft: string
}

/**
 * That a promise "we hold this kind of data" is kept as a register keeps it: the policy tells it, the category has a
 * source, a purpose and an end; where nothing of it was connected it was drift and the promise not held; the columns
 * of the real database that hold it are listed under it, all and only those; and it cannot be left out of the policy.
 */
export async function expectCategories(
  world: CategoryWorld,
  promise: string,
  expected: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  expect(world.page).toContain(`id="${promise}"`)
  for (const [id, columns] of Object.entries(expected)) {
    const missing = world.before.drift.filter((one) => one.kind === 'not-found' && one.category?.id === id)
    expect(missing).toMatchObject([{ state: 'open', promises: expect.arrayContaining([promise]) }])
    expect(world.before.categories.get(id)?.state).toBe('not-found')
    const category = world.after.categories.get(id) as CatalogCategory
    expect(category).toMatchObject({ state: 'found', promises: expect.arrayContaining([promise]) })
    const found = category.systems.flatMap(({ source, fields }) =>
      fields.map((one) => `${source}.${one.collection}.${one.field}`),
    )
    expect(found.sort()).toEqual(columns.toSorted())
    expect(category.name.ja).not.toBe('')
    for (const list of [category.channels, category.purposes, category.retention, category.subjects])
      expect(list.length).toBeGreaterThan(0)
    await expectNeeded(world, promise, id)
  }
  expect(world.before.promises.get(promise)?.state).not.toBe('held')
  expect(world.after.promises.get(promise)).toMatchObject({ state: 'held' })
  expect(world.after.promises.get(promise)?.lastEvidence).not.toBeNull()
  expect([...world.after.shown]).toContain(promise)
}

/** A policy that keeps the promise in its text and leaves out the category is not in order. */
async function expectNeeded({ organisation, manager, draft }: CategoryWorld, promise: string, id: string) {
  const yaml = packFile(organisation, 'pack.yaml')
  const without = yaml.replace(new RegExp(`^ {2}- \\{ id: ${id}, channels: .*\\n`, 'm'), '')
  expect(without).not.toBe(yaml)
  const check = await checkWith(manager, organisation, draft, without)
  const line = without.split('\n').findIndex((one) => one.startsWith(`  - { id: ${promise},`)) + 1
  expect(check.findings).toContainEqual(
    expect.objectContaining({ rule: 'pack/unknown-reference', severity: 'error', line }),
  )
}

/** How the software itself judges a promise: whether all that its pack names for it operates. */
export async function stateOf(manager: Person, organisation: string, id: string) {
  const { sections } = await manager.read<PolicyView>(`/api/organisations/${organisation}/promises`)
  return sections.flatMap(({ promises }) => promises).find((one) => one.id === id)?.state
}

/** Begins a draft of the policy in force; its id. */
export async function beginDraft(manager: Person, organisation: string): Promise<string> {
  const path = `/api/organisations/${organisation}/policy/drafts`
  return (await manager.does<{ id: string }>('POST', path, {})).id
}

/** What the check says of a draft with another pack.yaml. */
export function checkWith(
  manager: Person,
  organisation: string,
  draft: string,
  yaml: string,
): Promise<DraftCheck> {
  const path = `/api/organisations/${organisation}/policy/drafts/${draft}/check`
  return manager.does('POST', path, { files: { 'pack.yaml': yaml } })
}

/** A column: what a map calls its data, its SQL type. */
export type Columns = Readonly<Record<string, readonly [fides: string | undefined, type: string]>>

/** Tables of a small source, each with the columns of interest; every one but the first leads to another by a key. */
export type Tables = Readonly<Record<string, { readonly of?: string; readonly columns: Columns }>>

const key = '{ name: id, fides_meta: { primary_key: true, data_type: integer } }'

/** The data map of tables; `bare` leaves out what the columns hold, as somebody does who has not looked yet. */
export function mapOf(source: string, tables: Tables, bare = false): string {
  const collections = Object.entries(tables).map(([name, { of, columns }]) => {
    const reference = `{ dataset: ${source}, field: ${of}.id, direction: from }`
    const parent = `    - { name: ${of}_id, fides_meta: { data_type: integer, references: [${reference}] } }\n`
    const rest = Object.entries(columns).map(([column, [fides]]) => {
      const meta = column === 'email' ? ', fides_meta: { identity: email, data_type: string }' : ''
      const holds = fides === undefined || bare ? '' : `, data_categories: [${fides}]`
      return `    - { name: ${column}${holds}${meta} }\n`
    })
    return `  - name: ${name}\n    fields:\n    - ${key}\n${of === undefined ? '' : parent}${rest.join('')}`
  })
  return `dataset:\n- fides_key: ${source}\n  name: ${source}\n  collections:\n${collections.join('')}`
}

/** The statements that make those tables. */
export const tablesOf = (tables: Tables): string =>
  Object.entries(tables)
    .map(([name, { of, columns }]) => {
      const rest = Object.entries(columns).map(([column, [, type]]) => `, "${column}" ${type}`)
      const parent = of === undefined ? '' : `, ${of}_id int references ${of}`
      return `create table ${name} (id int primary key${parent}${rest.join('')});\n`
    })
    .join('')
