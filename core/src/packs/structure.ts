// SPDX-License-Identifier: Apache-2.0
import type { DataPath, YamlSource } from './document.ts'
import { problem, type Problem } from './problems.ts'
import type { Mode, PackData } from './schema.ts'
import { SECTIONS } from './sections.ts'

/** What one schema of one element cannot see: ids used twice, circles, and parts that contradict each other. */
export function structureProblems(data: PackData, source: YamlSource): Problem[] {
  return [
    ...duplicateIds(data, source),
    ...purposeCycles(data, source),
    ...dutiesWithoutTrigger(data, source),
    ...rightsWithoutProcedure(data, source),
    ...fidesClaims(data, source),
    ...fieldsNotUsed(data, source),
    ...dateProblems(data, source),
    ...promisesUnkept(data, source),
    ...data.extends.flatMap((id, index) =>
      id === data.id ? [problem('pack/extends-itself', source.locate(['extends', index]))] : [],
    ),
  ]
}

/** True when a Fides category is the other one or stands below it, by whole segments. */
export const isWithin = (key: string, parent: string): boolean =>
  key === parent || key.startsWith(`${parent}.`)

function duplicateIds(data: PackData, source: YamlSource): Problem[] {
  const lists: [DataPath, { id: string }[]][] = [
    ...Object.values(SECTIONS).map((section): [DataPath, { id: string }[]] => [[section], data[section]]),
    [['promises'], data.promises],
    ...data.procedures.map((entry, index): [DataPath, { id: string }[]] => [
      ['procedures', index, 'form'],
      entry.form,
    ]),
    ...data.preferences.map((entry, index): [DataPath, { id: string }[]] => [
      ['preferences', index, 'choices'],
      entry.choices,
    ]),
  ]
  return lists.flatMap(([path, entries]) => duplicatesIn(path, entries, source))
}

function duplicatesIn(path: DataPath, entries: { id: string }[], source: YamlSource): Problem[] {
  const first = new Map<string, number>()
  return entries.flatMap(({ id }, index) => {
    const place = source.locate([...path, index, 'id'])
    const earlier = first.get(id)
    if (earlier !== undefined) return [problem('pack/duplicate-id', place, { id, first: String(earlier) })]
    first.set(id, place.line)
    return []
  })
}

function purposeCycles(data: PackData, source: YamlSource): Problem[] {
  const parents = new Map(data.purposes.map((purpose) => [purpose.id, purpose.under]))
  const done = new Set<string>()
  return data.purposes.flatMap(({ id }) =>
    circlesAbove(id, parents, done).map((circle) => {
      const index = data.purposes.findIndex((purpose) => purpose.id === circle[0])
      const ids = circle.length > 20 ? [...circle.slice(0, 10), '…', ...circle.slice(-10)] : circle
      return problem('pack/cycle', source.locate(['purposes', index, 'under']), { chain: ids.join(' → ') })
    }),
  )
}

// With a stack of its own: a pack may pile thousands of purposes upon each other.
function circlesAbove(
  start: string,
  parents: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): string[][] {
  const circles: string[][] = []
  const path: { id: string; left: string[] }[] = []
  const onPath = new Set<string>()
  const enter = (id: string): void => {
    if (onPath.has(id)) {
      const from = path.findIndex((one) => one.id === id)
      circles.push([...path.slice(from).map((one) => one.id), id])
    } else if (!done.has(id)) {
      onPath.add(id)
      path.push({ id, left: [...(parents.get(id) ?? [])] })
    }
  }
  enter(start)
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.left.shift()
    if (next !== undefined) enter(next)
    else {
      path.pop()
      onPath.delete(top.id)
      done.add(top.id)
    }
  }
  return circles
}

function dutiesWithoutTrigger(data: PackData, source: YamlSource): Problem[] {
  return data.duties.flatMap((duty, index) =>
    (duty.every === undefined) === (duty.on === undefined)
      ? [problem('pack/no-trigger', source.locate(['duties', index]), { id: duty.id })]
      : [],
  )
}

// A law says what may be asked for; only an organisation says how.
function rightsWithoutProcedure(data: PackData, source: YamlSource): Problem[] {
  if (data.kind !== 'organisation') return []
  return data.rights.flatMap((right, index) =>
    right.procedure === undefined
      ? [problem('pack/missing-key', source.locate(['rights', index]), { key: 'procedure' })]
      : [],
  )
}

function fidesClaims(data: PackData, source: YamlSource): Problem[] {
  const claimed = new Map<string, string>()
  return data.categories.flatMap((category, index) =>
    category.fides.flatMap((key, position) => {
      const other = claimed.get(key)
      claimed.set(key, other ?? category.id)
      if (other === undefined) return []
      return [
        problem('pack/fides-claimed-twice', source.locate(['categories', index, 'fides', position]), {
          key,
          other,
        }),
      ]
    }),
  )
}

function fieldsNotUsed(data: PackData, source: YamlSource): Problem[] {
  const fides = new Map(data.categories.map((category) => [category.id, category.fides]))
  return data.purposes.flatMap((purpose, index) => {
    const used = purpose.uses.flatMap((id) => fides.get(id) ?? [])
    return purpose.fields.flatMap((key, position) =>
      used.some((parent) => isWithin(key, parent))
        ? []
        : [problem('pack/field-not-used', source.locate(['purposes', index, 'fields', position]), { key })],
    )
  })
}

function dateProblems(data: PackData, source: YamlSource): Problem[] {
  const days: [DataPath, string | undefined][] = [
    [['effective'], data.effective],
    [['modified'], data.modified],
    [['established'], data.established],
    ...data.revisions.map((day, index): [DataPath, string] => [['revisions', index], day]),
    ...data.entities.map((entity, index): [DataPath, string | undefined] => [
      ['entities', index, 'contracted'],
      entity.contracted,
    ]),
  ]
  const reversed: Problem[] = []
  for (const section of Object.values(SECTIONS)) {
    data[section].forEach((element, index) => {
      const { effectiveFrom: from, effectiveTo: to } = element
      days.push([[section, index, 'effectiveFrom'], from], [[section, index, 'effectiveTo'], to])
      days.push([[section, index, 'source', 'asOf'], element.source?.asOf])
      if (from !== undefined && to !== undefined && to < from) {
        reversed.push(problem('pack/dates-reversed', source.locate([section, index, 'effectiveTo'])))
      }
    })
  }
  const unreal = days.filter(([, day]) => day !== undefined && !isRealDay(day))
  return [
    ...reversed,
    ...unreal.map(([path, day]) => problem('pack/no-such-day', source.locate(path), { value: day ?? '' })),
  ]
}

function isRealDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return date <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
}

const KEEPERS: Record<Mode, { kinds: (kind: string) => boolean; needed: { ja: string; en: string } }> = {
  enforced: {
    kinds: (kind) => kind !== 'duty' && kind !== 'safeguard' && kind !== 'evidence',
    needed: { ja: 'system や規則', en: 'rule or system' },
  },
  duty: { kinds: (kind) => kind === 'duty', needed: { ja: 'duty', en: 'duty' } },
  attested: { kinds: (kind) => kind === 'safeguard', needed: { ja: 'safeguard', en: 'safeguard' } },
}

function promisesUnkept(data: PackData, source: YamlSource): Problem[] {
  return data.promises.flatMap(({ id, mode, keptBy }, index) => {
    const { kinds, needed } = KEEPERS[mode]
    if (keptBy.some((reference) => kinds(reference.split(':')[0] ?? ''))) return []
    return [
      problem('pack/promise-unkept', source.locate(['promises', index, 'keptBy']), { id, mode, needed }),
    ]
  })
}
