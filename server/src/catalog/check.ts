// SPDX-License-Identifier: Apache-2.0
import { addressOf, parseDatamaps, planReads } from '@yakusoku/core/datamap'
import type { Dataset, MapProblem, Read } from '@yakusoku/core/datamap'
import { checkMap } from '../connectors/index.ts'
import { refuse } from '../kernel/index.ts'
import { catalogRefusals } from './refusals.ts'

/** A connected system: its address in clear, and its data map as text. */
export interface Source {
  readonly key: string
  readonly url: string
  readonly map: string
}

/** Whether a map was matched with its database, or that was away and only the map was new. */
export type Checked = 'whole' | 'without-database'

/** What a request knows of a person; the walk starts there. */
const identities = ['email']

const fileOf = (key: string) => `${key}.yml`

const parse = ({ key, map }: Source) => parseDatamaps([{ name: fileOf(key), content: map }])

const isError = ({ severity }: MapProblem) => severity === 'error'

const errorsOf = (problems: readonly MapProblem[], elsewhere: string) =>
  problems.map(({ at, en, ja }) => ({
    at: at === undefined ? `${fileOf(elsewhere)}:1:1` : `${at.file}:${at.line}:${at.column}`,
    message: `${ja} / ${en}`,
  }))

function refuseBad(problems: readonly MapProblem[], key: string): void {
  if (problems.length > 0)
    throw refuse(catalogRefusals, 'catalog.bad-map', { errors: errorsOf(problems, key) })
}

/** Without a plan every collection counts as read. */
const allReads = (datasets: readonly Dataset[]): Read[] =>
  datasets.flatMap((dataset) =>
    dataset.collections
      .filter((collection) => !collection.skipProcessing)
      .map((collection) => ({
        address: addressOf(dataset.key, collection.name),
        dataset,
        collection,
        feeds: [],
      })),
  )

/** What a request would read of these sources, and what would keep it from reading anything. */
function plan(sources: readonly Source[]): { reads: readonly Read[]; problems: MapProblem[] } {
  const datasets = sources.flatMap((source) => parse(source).datasets)
  if (datasets.length === 0) return { reads: [], problems: [] }
  const found = planReads(datasets, { identities })
  const reads = found.plan?.steps.flatMap((step) => step.reads)
  const nothing = reads?.length === 0
  return {
    reads: reads ?? allReads(datasets),
    // Where no map knows the person's address, nothing would ever be found, and requests would wait for ever.
    problems: found.problems.filter((one) => isError(one) || (nothing && one.code === 'unknown-identity')),
  }
}

/** Problems that a change brings. What was wrong with other maps before must not keep anybody from mending them. */
function brought(before: readonly MapProblem[], after: readonly MapProblem[]): MapProblem[] {
  const nameOf = ({ code, at }: MapProblem) => JSON.stringify([code, at])
  const known = new Set(before.map(nameOf))
  return after.filter((problem) => !known.has(nameOf(problem)))
}

/** Checks a new map by itself and together with all others, and returns what would be read of its source. */
export function checkMaps(sources: readonly Source[], source: Source): Read[] {
  const { key } = source
  const { datasets, problems } = parse(source)
  refuseBad(problems.filter(isError), key)
  const found = datasets.map((dataset) => dataset.key).join(', ')
  if (found !== key) throw refuse(catalogRefusals, 'catalog.other-key', { found, key })
  const others = sources.filter((one) => one.key !== key)
  const after = plan([...others, source])
  const own = after.problems.filter(({ at }) => at === undefined || at.file === fileOf(key))
  const news = brought(plan(sources).problems, after.problems)
  refuseBad([...new Set([...own, ...news])], key)
  return after.reads.filter((read) => read.dataset.key === key)
}

/** Matches a new map with its database, which may only be away where its address stays as it was. */
export async function checkDatabase(
  before: readonly Source[],
  { key, url }: Source,
  reads: readonly Read[],
): Promise<Checked> {
  const { problems, failure } = await checkMap(url, reads)
  refuseBad(problems.filter(isError), key)
  if (failure === undefined) return 'whole'
  const { code, en, ja } = failure
  const same = before.some((one) => one.key === key && one.url === url)
  if (same && (code === 'down' || code === 'timeout')) return 'without-database'
  throw refuse(catalogRefusals, 'catalog.unreachable', { reason: code, ja, en })
}

/** Checks that the other maps can be read without a source. */
export function checkRest(sources: readonly Source[], key: string): void {
  const rest = sources.filter((one) => one.key !== key)
  const problems = brought(plan(sources).problems, plan(rest).problems)
  if (problems.length > 0)
    throw refuse(catalogRefusals, 'catalog.in-use', { key, errors: errorsOf(problems, rest[0]?.key ?? key) })
}
