// SPDX-License-Identifier: Apache-2.0
import type { DataPath, YamlSource } from './document.ts'
import { meant } from './nearest.ts'
import { problem, type Problem } from './problems.ts'
import { alternatives, packJsonSchema, type JsonSchema, type PackData } from './schema.ts'
import { SECTIONS, type Kind } from './sections.ts'
import { parseRetention, retentionEvents } from './retention.ts'
import { SYSTEMS } from './systems.ts'

/** One reference in a pack: the kind and id it names, and where it stands. */
export type FoundReference = { kind: string; id: string; path: DataPath }

/** Every reference of a pack, found by the marks in its schema. */
export function findReferences(data: PackData): FoundReference[] {
  const known = memo.get(data) ?? referencesIn(data)
  memo.set(data, known)
  return known
}

// Loading and the check after it ask for the same ones.
const memo = new WeakMap<PackData, FoundReference[]>()

function referencesIn(data: PackData): FoundReference[] {
  const found: FoundReference[] = []
  collect([packJsonSchema()], data, [], found)
  data.retention.forEach((entry, index) => {
    const parsed = parseRetention(entry.rule)
    const events = parsed.ok ? retentionEvents(parsed.rule) : []
    for (const id of events)
      if (id !== 'collection') found.push({ kind: 'event', id, path: ['retention', index, 'rule'] })
  })
  return found
}

/** References to what is not there. A law or standard pack may be extended: its elements count when given. */
export function referenceProblems(data: PackData, source: YamlSource): Problem[] {
  const known = knownIds(data)
  return findReferences(data).flatMap(({ kind, id, path }) => {
    const ids = known.get(kind)
    const place = source.locate(path)
    if (!ids) return [problem('pack/unknown-kind', place, { kind, nearest: meant(kind, [...known.keys()]) })]
    if (ids.has(id)) return []
    return [problem('pack/unknown-reference', place, { kind, id, nearest: meant(id, [...ids]) })]
  })
}

function knownIds(data: PackData): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>([['system', new Set(Object.keys(SYSTEMS))]])
  for (const [kind, section] of Object.entries(SECTIONS) as [Kind, (typeof SECTIONS)[Kind]][]) {
    known.set(kind, new Set(data[section].map((element) => element.id)))
  }
  return known
}

function collect(schemas: JsonSchema[], value: unknown, path: DataPath, found: FoundReference[]): void {
  if (typeof value === 'string') {
    const kind = schemas.find((schema) => 'x-ref' in schema)?.['x-ref']
    const [named = '', id = ''] = value.split(':')
    if (kind !== undefined) found.push(kind === 'any' ? { kind: named, id, path } : { kind, id: value, path })
  } else if (Array.isArray(value)) {
    const items = schemas.flatMap((schema) => (schema.items ? alternatives(schema.items) : []))
    value.forEach((item, index) => collect(items, item, [...path, index], found))
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const inside = schemas.flatMap((schema) => {
        const own = schema.properties?.[key]
        return own ? alternatives(own) : []
      })
      if (inside.length > 0) collect(inside, inner, [...path, key], found)
    }
  }
}
