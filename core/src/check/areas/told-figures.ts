// SPDX-License-Identifier: Apache-2.0
import {
  findFigures,
  printQuantity,
  quantityKey,
  type Figure,
  type Quantity,
  type QuantityKind,
} from '@yakusoku/core/figures'
import type { Place } from '@yakusoku/core/packs'
import { figuresOf, type DataFigure } from '../data-figures.ts'
import type { CheckContext, FoundSentence, Hit } from '../rule.ts'

/** A figure with the sentence it stands in and what the keepers of the sentence's promises state. */
export type ToldFigure = { sentence: FoundSentence; figure: Figure; data: readonly DataFigure[] }

// How often and how long may stand for one another: "once in 3 months" and P3M.
const COMPARED: Record<QuantityKind, readonly QuantityKind[]> = {
  period: ['period', 'cycle'],
  cycle: ['cycle', 'period'],
  money: ['money'],
  age: ['age'],
  time: [],
  count: ['count'],
}

const memo = new WeakMap<CheckContext, ToldFigure[]>()

/** Every figure of every sentence, notes included, found once for all rules. */
export function toldFigures(context: CheckContext): readonly ToldFigure[] {
  const known = memo.get(context)
  if (known) return known
  const keepers = new Map(context.promises.map(({ id, keptBy }) => [id, onceEach(keptBy)]))
  const told = context.sentences.flatMap((sentence) => {
    const figures = findFigures(sentence.text)
    if (figures.length === 0) return []
    const data = [...new Set(sentence.promises)]
      .flatMap((id) => keepers.get(id) ?? [])
      .flatMap(({ kind, id }) => figuresOf(context, kind, id))
    return figures.map((figure) => ({ sentence, figure, data }))
  })
  memo.set(context, told)
  return told
}

// A hostile pack names the same keeper, and a hostile sentence the same promise, a hundred thousand times.
const onceEach = (keptBy: CheckContext['promises'][number]['keptBy']) =>
  new Map(keptBy.map((keeper) => [`${keeper.kind}:${keeper.id}`, keeper])).values().toArray()

/** Where a part of a sentence stands in its file. */
export const placeIn = (sentence: FoundSentence, offset: number): Place => ({
  path: sentence.file,
  ...sentence.placeOf(offset),
})

/** The data that a figure can be compared with. */
export const comparable = ({ figure, data }: ToldFigure): DataFigure[] =>
  data.filter(({ quantity }) => {
    if (!COMPARED[figure.kind].includes(quantity.kind)) return false
    return !('of' in figure && 'of' in quantity) || figure.of === quantity.of
  })

/** A key that a length of time and a cycle share. */
export const bareKey = (quantity: Quantity): string => quantityKey(quantity).replace(/^cycle /, 'period ')

/** True when the data has something to compare a figure with, and none of it says the same. */
export function differs(told: ToldFigure): boolean {
  const data = comparable(told)
  return data.length > 0 && !data.some(({ quantity }) => bareKey(quantity) === bareKey(told.figure))
}

/** The hit of a figure that differs from the data it is compared with. */
export function difference(
  context: CheckContext,
  { sentence, figure }: ToldFigure,
  data: readonly DataFigure[],
): Hit {
  const values = new Map(data.map(({ quantity }) => [quantityKey(quantity), printQuantity(quantity)]))
  const lines = new Set(data.map(({ path }) => context.at(path).line))
  const words = {
    text: figure.text,
    data: {
      ja: [...values.values()].map(({ ja }) => ja).join('、'),
      en: [...values.values()].map(({ en }) => en).join(', '),
    },
    line: [...lines].join(', '),
  }
  return { at: placeIn(sentence, figure.start), words }
}
