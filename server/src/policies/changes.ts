// SPDX-License-Identifier: Apache-2.0
import {
  findPromise,
  MODES,
  promisesKeptBy,
  SECTIONS,
  type Kind,
  type Pack,
  type PromiseWithText,
} from '@yakusoku/core/packs'
import { text, type Language, type Text } from '../kernel/index.ts'
import type { Bump } from './bump.ts'
import type { PolicyChange, PolicyDiff } from './contract.ts'

/** What differs between two versions, sentence by sentence and element by element, and how far the version must rise. */
export function comparePacks(from: Pack, to: Pack): PolicyDiff {
  const changes = [...promiseChanges(from, to), ...elementChanges(from, to), ...restChanges(from, to)]
  return { from: from.version, to: to.version, bump: bumpOf(changes), changes }
}

/** A promise that goes or weakens is major; anything new or different is minor; words alone are a patch. */
function bumpOf(changes: readonly PolicyChange[]): Bump {
  if (changes.length === 0) return 'none'
  const broken = changes.some(
    ({ kind, what }) => kind === 'promise' && (what === 'removed' || what === 'weakened'),
  )
  if (broken) return 'major'
  return changes.every(({ what }) => what === 'reworded') ? 'patch' : 'minor'
}

function promiseChanges(from: Pack, to: Pack): PolicyChange[] {
  const ids = [...new Set([...to.promises, ...from.promises].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const [before, after] = [findPromise(from, id), findPromise(to, id)]
    const what = promiseChange(before, after)
    if (what === undefined) return []
    const heading = (after ?? before)?.heading ?? text(id, id)
    return [
      {
        what,
        kind: 'promise',
        id,
        name: heading,
        promises: [id],
        before: before?.sentence ?? null,
        after: after?.sentence ?? null,
      },
    ]
  })
}

function promiseChange(
  before: PromiseWithText | undefined,
  after: PromiseWithText | undefined,
): PolicyChange['what'] | undefined {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  // Strongest first.
  const strength = MODES.indexOf(before.mode) - MODES.indexOf(after.mode)
  if (strength !== 0) return strength < 0 ? 'weakened' : 'tightened'
  if (keepers(before) !== keepers(after)) return 'changed'
  return same(before.sentence, after.sentence) ? undefined : 'reworded'
}

const keepers = ({ keptBy }: PromiseWithText) =>
  keptBy
    .map(({ kind, id }) => `${kind}:${id}`)
    .sort()
    .join()

type Element = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: Text }

function elementChanges(from: Pack, to: Pack): PolicyChange[] {
  return (Object.entries(SECTIONS) as [Kind, keyof Pack][]).flatMap(([kind, section]) => {
    const before = byId(from[section] as unknown as Element[])
    const after = byId(to[section] as unknown as Element[])
    return [...new Set([...after.keys(), ...before.keys()])].flatMap((id) => {
      const [old, now] = [before.get(id), after.get(id)]
      if (same(old, now)) return []
      const what = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'
      return [elementChange(what, kind, { old, now }, [from, to])]
    })
  })
}

const byId = (elements: readonly Element[]) => new Map(elements.map((element) => [element.id, element]))

function elementChange(
  what: 'added' | 'removed' | 'changed',
  kind: Kind,
  { old, now }: { old: Element | undefined; now: Element | undefined },
  packs: readonly Pack[],
): PolicyChange {
  const { id, name } = (now ?? old) as Element
  const keys = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].filter(
    (key) => key !== 'id' && !same(old?.[key], now?.[key]),
  )
  const promises = packs.flatMap((pack) => promisesKeptBy(pack, `${kind}:${id}`))
  return {
    what,
    kind,
    id,
    name,
    promises: [...new Set(promises)],
    before: old === undefined ? null : shown(old, keys),
    after: now === undefined ? null : shown(now, keys),
  }
}

/** The parts of an element that differ, one a line, in both languages. */
function shown(element: Element, keys: readonly string[]): Text {
  const lines = (language: Language) =>
    keys
      .filter((key) => element[key] !== undefined && !emptyList(element[key]))
      .map((key) => `${key}: ${plain(element[key], language)}`)
      .join('\n')
  return text(lines('ja'), lines('en'))
}

const emptyList = (value: unknown) => Array.isArray(value) && value.length === 0

function plain(value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.map((one) => plain(one, language)).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  if ('ja' in value && 'en' in value) return String((value as Text)[language])
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined && !emptyList(inner))
    .map(([key, inner]) => `${key} ${plain(inner, language)}`)
    .join(', ')
}

/** What else may differ: sentences that only explain, headings, and what the pack says about itself. */
function restChanges(from: Pack, to: Pack): PolicyChange[] {
  const rest = (what: PolicyChange['what'], id: string, name: Text): PolicyChange => {
    return { what, kind: 'pack', id, name, promises: [], before: null, after: null }
  }
  const changes: PolicyChange[] = []
  if (!same(explaining(from), explaining(to)))
    changes.push(rest('reworded', 'text', text('説明の文と見出し', 'Explaining sentences and headings')))
  const about = [
    'name',
    'organisation',
    'calendar',
    'role',
    'approvedBy',
    'extends',
    'jurisdictions',
  ] as const
  for (const key of about)
    if (!same(from[key], to[key]))
      changes.push(rest('changed', key, text(`pack.yaml の ${key}`, `${key} of pack.yaml`)))
  return changes
}

const explaining = ({ policy }: Pack) =>
  [policy.ja, policy.en].map(({ sections }) =>
    sections.map(({ heading, level, sentences }) => ({
      heading,
      level,
      sentences: sentences.filter(({ promises }) => promises.length === 0).map((one) => one.text),
    })),
  )

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
