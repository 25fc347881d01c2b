// SPDX-License-Identifier: Apache-2.0
import { findFigures, quantityKey } from '@yakusoku/core/figures'
import { MODES, SECTIONS, type Kind, type Language, type Local, type Pack } from '@yakusoku/core/packs'
import {
  reversed,
  together,
  type Detail,
  type Effect,
  type ElementChange,
  type PromiseChange,
} from './change.ts'
import { COMING } from './meanings.ts'

type Entry = Pack['promises'][number]
type Said = { heading: Local; sentence: Local }

/** Every promise that came, went, or changed in words, in what keeps it, or through what keeps it. */
export function promiseChanges(
  older: Pack,
  newer: Pack,
  elements: readonly ElementChange[],
): PromiseChange[] {
  const [before, after] = [entriesOf(older), entriesOf(newer)]
  const [saidBefore, saidNow] = [sentencesOf(older), sentencesOf(newer)]
  const changed = new Map(elements.map((change) => [`${change.kind}:${change.id}`, change]))
  const stays = staying(older, newer)
  const ids = [...new Set([...after.keys(), ...before.keys()])]
  return ids.flatMap((id) => {
    const [old, now] = [before.get(id), after.get(id)]
    const heading = (saidNow.get(id) ?? saidBefore.get(id))?.heading ?? { ja: id, en: id }
    const sentences = { before: saidBefore.get(id)?.sentence, after: saidNow.get(id)?.sentence }
    if (!old || !now) {
      return [{ what: old ? 'removed' : 'added', id, heading, ...sentences, details: [], because: [] }]
    }
    const change = compared(old, now, { changed, stays }, sentences)
    return change ? [{ id, heading, ...sentences, ...change }] : []
  })
}

function compared(
  old: Entry,
  now: Entry,
  { changed, stays }: { changed: ReadonlyMap<string, ElementChange>; stays: ReadonlySet<string> },
  sentences: { before: Local | undefined; after: Local | undefined },
): Pick<PromiseChange, 'what' | 'details' | 'because'> | undefined {
  const because = now.keptBy.filter((reference) => old.keptBy.includes(reference) && changed.has(reference))
  const reworded = JSON.stringify(sentences.before) !== JSON.stringify(sentences.after)
  const details = [...modeOf(old, now), ...keepersOf(old, now, stays)]
  if (because.length === 0 && details.length === 0 && !reworded) return undefined
  const through = because.map((reference) => changed.get(reference)?.effect ?? 'unclear')
  const effect = together([...details.map((detail) => detail.effect), ...through])
  // Other figures and nothing in the data that explains them: what they mean is for a person to say.
  const other = effect === 'reworded' && figuresOf(sentences.before) !== figuresOf(sentences.after)
  return { what: other ? 'unclear' : effect, details, because }
}

const figuresOf = (sentence: Local | undefined): string =>
  [sentence?.ja, sentence?.en].map((text = '') => numbersIn(text)).join('|')

// Periods, money and the like however they are written, 七年 as 7 years, and any other digits as they stand.
function numbersIn(text: string): string {
  const figures = findFigures(text)
  const rest = figures.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text)
  return [...figures.map(quantityKey), ...(rest.normalize('NFKC').match(/\d+/g) ?? [])].join(' ')
}

function modeOf(old: Entry, now: Entry): Detail[] {
  const rise = MODES.indexOf(old.mode) - MODES.indexOf(now.mode)
  if (rise === 0) return []
  return [{ field: 'mode', effect: rise > 0 ? 'tightened' : 'weakened', before: old.mode, after: now.mode }]
}

// A further purpose or recipient lets more happen; a further safeguard, duty or system keeps the promise better.
function keepersOf(old: Entry, now: Entry, stays: ReadonlySet<string>): Detail[] {
  const gained = now.keptBy.filter((reference) => !old.keptBy.includes(reference))
  const lost = old.keptBy.filter((reference) => !now.keptBy.includes(reference))
  // What is there before and after does as much as ever: it is only bound to another sentence.
  const effectOf = (reference: string): Effect => (stays.has(reference) ? 'reworded' : comingOf(reference))
  const effects = [...gained.map(effectOf), ...lost.map((reference) => reversed(effectOf(reference)))]
  if (effects.length === 0) return []
  const [before, after] = [lost.join(', ') || '—', gained.join(', ') || '—']
  return [{ field: 'keptBy', effect: together(effects), before, after }]
}

function comingOf(reference: string): Effect {
  const kind = reference.split(':')[0] ?? ''
  if (kind === 'system') return 'tightened'
  return (COMING as Record<string, Effect | undefined>)[kind] ?? 'unclear'
}

function staying(older: Pack, newer: Pack): Set<string> {
  const [before, after] = [older, newer].map(
    (pack) =>
      new Set(
        (Object.entries(SECTIONS) as [Kind, (typeof SECTIONS)[Kind]][]).flatMap(([kind, section]) =>
          pack[section].map(({ id }) => `${kind}:${id}`),
        ),
      ),
  )
  return (before ?? new Set<string>()).intersection(after ?? new Set<string>())
}

const entriesOf = (pack: Pack): Map<string, Entry> =>
  new Map(pack.promises.map((promise) => [promise.id, promise]))

function sentencesOf(pack: Pack): Map<string, Said> {
  const [ja, en] = [saidIn(pack, 'ja'), saidIn(pack, 'en')]
  return new Map(
    [...new Set([...ja.keys(), ...en.keys()])].map((id) => {
      const [left, right] = [ja.get(id) ?? NOTHING, en.get(id) ?? NOTHING]
      return [
        id,
        {
          heading: { ja: left.heading, en: right.heading },
          sentence: { ja: left.sentence, en: right.sentence },
        },
      ]
    }),
  )
}

const NOTHING = { heading: '', sentence: '' }

function saidIn(pack: Pack, language: Language): Map<string, { heading: string; sentence: string }> {
  return new Map(
    pack.policy[language].sections.flatMap(({ heading, sentences }) =>
      sentences.flatMap(({ text, promises }) =>
        promises.map((id) => [id, { heading, sentence: text }] as const),
      ),
    ),
  )
}
