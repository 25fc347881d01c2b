// SPDX-License-Identifier: Apache-2.0
import type { DataPath } from './document.ts'
import { packOn, versionsOn } from './law.ts'
import { meant } from './nearest.ts'
import { problem, type Place, type Problem } from './problems.ts'
import type { PackData } from './schema.ts'
import { SECTIONS, type Kind } from './sections.ts'

/** A pack together with what it extends, as it stands on a day. */
export type Resolution = {
  /** The pack with the elements of its laws after its own; where an id is taken, its own stays alone. */
  pack: PackData
  /** The laws and standards extended, directly or through others, nearest first, only what is in force. */
  laws: PackData[]
  problems: Problem[]
  /** The id of the pack that an element of the resolved pack comes from. */
  from: (kind: Kind, id: string) => string | undefined
}

/** Where a part of one of the packs stands in its file. */
export type Locator = (pack: PackData, path: DataPath) => Place

const nameOnly: Locator = ({ id }) => ({ path: `${id}/pack.yaml`, line: 1, column: 1 })

/**
 * Resolves what a pack extends on a day (YYYY-MM-DD), through any number of steps. Several versions of a law may be
 * given: the one in force counts. What is unknown, runs in a circle or is no law is told with its place and left out.
 */
export function resolvePack(
  pack: PackData,
  laws: readonly PackData[],
  asOf: string,
  locate: Locator = nameOnly,
): Resolution {
  const walk = walked(pack, laws, asOf, locate)
  const extended = walk.laws.map((law) => packOn(law, asOf))
  return { ...merged(pack, extended), laws: extended, problems: walk.problems }
}

/** The laws and standards a pack extends on a day, directly or through others, whole, whatever is wrong with others. */
export const extendedLaws = (pack: PackData, laws: readonly PackData[], asOf: string): PackData[] =>
  walked(pack, laws, asOf, nameOnly).laws

function walked(pack: PackData, known: readonly PackData[], asOf: string, locate: Locator): Walk {
  const standing = versionsOn(known, asOf)
  const walk: Walk = { known, standing, met: new Set(), laws: [], problems: [], locate }
  climb(pack, [pack.id], walk)
  return walk
}

type Walk = {
  known: readonly PackData[]
  standing: readonly PackData[]
  met: Set<string>
  laws: PackData[]
  problems: Problem[]
  locate: Locator
}

function climb(pack: PackData, chain: readonly string[], walk: Walk): void {
  pack.extends.forEach((id, index) => {
    const place = walk.locate(pack, ['extends', index])
    const from = chain.indexOf(id)
    // That a pack extends itself is told when it is loaded.
    if (from >= 0 && chain.length > 1) {
      const circle = [...chain.slice(from), id].join(' → ')
      walk.problems.push(problem('extends/cycle', place, { chain: circle }))
    }
    if (from >= 0 || walk.met.has(id)) return
    const next = walk.standing.find((law) => law.id === id)
    const fault = faultOf(id, next, walk, place)
    if (fault) walk.problems.push(fault)
    if (!next || next.kind === 'organisation') return
    walk.met.add(id)
    walk.laws.push(next)
    climb(next, [...chain, id], walk)
  })
}

function faultOf(id: string, next: PackData | undefined, walk: Walk, place: Place): Problem | undefined {
  if (next) return next.kind === 'organisation' ? problem('extends/not-a-law', place, { id }) : undefined
  const later = walk.known.find((law) => law.id === id)
  if (later) return problem('extends/not-in-force', place, { id, day: later.effective })
  const ids = [...new Set(walk.known.filter(({ kind }) => kind !== 'organisation').map((law) => law.id))]
  return problem('extends/unknown', place, { id, nearest: meant(id, ids) })
}

function merged(pack: PackData, laws: readonly PackData[]): Pick<Resolution, 'pack' | 'from'> {
  const origins = new Map<string, string>()
  const entries = (Object.entries(SECTIONS) as [Kind, (typeof SECTIONS)[Kind]][]).map(([kind, section]) => {
    const elements = [pack, ...laws].flatMap((source) =>
      (source[section] as { id: string }[]).filter(({ id }) => {
        const key = `${kind}:${id}`
        // Ids that are used twice in one pack are its own problem, told when it is loaded.
        if ((origins.get(key) ?? source.id) !== source.id) return false
        origins.set(key, source.id)
        return true
      }),
    )
    return [section, elements]
  })
  return {
    pack: { ...pack, ...(Object.fromEntries(entries) as Partial<PackData>) },
    from: (kind, id) => origins.get(`${kind}:${id}`),
  }
}
