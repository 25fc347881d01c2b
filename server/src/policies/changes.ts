// SPDX-License-Identifier: Apache-2.0
import {
  diffPacks,
  type Detail,
  type ElementChange,
  type PackDiff,
  type PromiseChange,
} from '@yakusoku/core/diff'
import { SECTIONS, type Pack } from '@yakusoku/core/packs'
import { text, type Text } from '../kernel/index.ts'
import type { Bump } from './bump.ts'
import type { PolicyChange, PolicyDiff } from './contract.ts'

/** What differs between two versions and for whom, as core compares them, and how far the version must rise. */
export function comparePacks(from: Pack, to: Pack): PolicyDiff {
  const diff = diffPacks(from, to)
  const changes = [
    ...diff.promises.map(promiseChange),
    ...diff.elements.map(elementChange),
    ...restChanges(from, to),
  ]
  return {
    from: diff.from,
    to: diff.to,
    bump: bumpOf(diff, changes),
    changes,
    tell: diff.tell.map(({ reason, subjects, notices, until }) => ({
      reason,
      subjects: subjects.map(({ name }) => name),
      notices: notices.map(({ name }) => name),
      until: until ?? null,
    })),
    consent: diff.consent.map(({ reason, article, unless }) => ({
      reason,
      article: article ?? null,
      unless: unless ?? null,
    })),
  }
}

/** A promise that goes, or promises less, is major; anything new or different is minor; words alone are a patch. */
function bumpOf({ promises }: PackDiff, changes: readonly PolicyChange[]): Bump {
  if (changes.length === 0) return 'none'
  if (promises.some(({ what }) => what === 'removed' || what === 'weakened' || what === 'mixed'))
    return 'major'
  return changes.every(({ what }) => what === 'reworded') ? 'patch' : 'minor'
}

function promiseChange({ what, id, heading, before, after, details, because }: PromiseChange): PolicyChange {
  // What changed is told at the element; here stand the sentences, and the mode where that is it.
  const mode = details.filter(({ field }) => field === 'mode')
  const beside = (sentence: Text | undefined, side: 'before' | 'after') =>
    sentence && withDetails(sentence, mode, side)
  return {
    what,
    kind: 'promise',
    id,
    name: heading,
    promises: [id],
    because: [...because],
    before: beside(before, 'before') ?? null,
    after: beside(after, 'after') ?? null,
  }
}

function withDetails(sentence: Text, details: readonly Detail[], side: 'before' | 'after'): Text {
  const lines = linesOf(details, side)
  return lines === '' ? sentence : text(`${sentence.ja}\n${lines}`, `${sentence.en}\n${lines}`)
}

function elementChange({ what, kind, id, name, effect, details, promises }: ElementChange): PolicyChange {
  const both = (side: 'before' | 'after') => {
    const lines = linesOf(details, side)
    return lines === '' ? null : text(lines, lines)
  }
  return {
    what: what === 'changed' ? (effect === 'unclear' ? 'changed' : effect) : what,
    kind,
    id,
    name,
    promises: [...promises],
    because: [],
    before: both('before'),
    after: both('after'),
  }
}

const linesOf = (details: readonly Detail[], side: 'before' | 'after'): string =>
  details
    .flatMap((detail) => {
      const value = detail[side]
      return value === undefined ? [] : [`${detail.field}: ${value}`]
    })
    .join('\n')

/** What every version says anew about itself, and what is compared elsewhere. */
const ownOfVersion = [
  'format',
  'version',
  'effective',
  'modified',
  'revisions',
  'changes',
  'policy',
  'promises',
]
const compared = new Set<string>([...ownOfVersion, ...Object.values(SECTIONS)])

/** What else may differ: sentences that only explain, headings, and what the pack says about the organisation. */
function restChanges(from: Pack, to: Pack): PolicyChange[] {
  const rest = (what: 'reworded' | 'changed', id: string, name: Text): PolicyChange => {
    return { what, kind: 'pack', id, name, promises: [], because: [], before: null, after: null }
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])] as (keyof Pack)[]
  const differing = keys.filter((key) => !compared.has(key) && !same(from[key], to[key]))
  const said = same(explaining(from), explaining(to))
    ? []
    : [rest('reworded', 'text', text('説明の文と見出し', 'Explaining sentences and headings'))]
  return [
    ...said,
    ...differing.map((key) => rest('changed', key, text(`pack.yaml の ${key}`, `${key} of pack.yaml`))),
  ]
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
