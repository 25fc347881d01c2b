// SPDX-License-Identifier: Apache-2.0
import { findPromise, type Pack, type PromiseWithText } from '@yakusoku/core/packs'
import type { Fact } from '@yakusoku/core/ledger'
import { text, type Text } from '../kernel/index.ts'
import type { PolicyView, PromiseView } from './contract.ts'
import { categoriesOf, isKept, type CarriedOut, type Categories, type CategoryStanding } from './kept.ts'
import type { MissionEntry } from './mission.ts'

/** What is known about the promises of an organisation at a moment. */
export interface PromiseEvidence {
  /** By category; without it nobody looked yet. */
  readonly categories?: ReadonlyMap<string, CategoryStanding>
  readonly carriedOut?: CarriedOut
  /** What kind of ability each promise of the mission asks for, and its test. */
  readonly mission?: ReadonlyMap<string, Pick<MissionEntry, 'capability' | 'test'>>
  readonly facts: ReadonlyMap<string, Fact>
  readonly duties: ReadonlyMap<string, { open: number; warned: number; overdue: number }>
}

/** The policy, sentence by sentence, with the state of each promise. */
export function viewPolicy(pack: Pack, evidence: PromiseEvidence): PolicyView {
  const promises = pack.promises.flatMap((entry) => {
    const found = findPromise(pack, entry.id)
    return found === undefined ? [] : [{ found, references: entry.keptBy }]
  })
  const headings = new Map<string, { heading: Text; promises: PromiseView[] }>()
  for (const { found, references } of promises) {
    const section = headings.get(found.heading.ja) ?? { heading: found.heading, promises: [] }
    section.promises.push(viewPromise(pack, found, references, evidence))
    headings.set(found.heading.ja, section)
  }
  return {
    organisation: { id: pack.id, name: pack.organisation?.name ?? pack.name },
    version: pack.version,
    effectiveFrom: pack.effective,
    sections: [...headings.values()],
  }
}

function viewPromise(
  pack: Pack,
  promise: PromiseWithText,
  references: readonly string[],
  evidence: PromiseEvidence,
): PromiseView {
  const duties = evidence.duties.get(promise.id)
  const fact = evidence.facts.get(promise.id)
  const aim = evidence.mission?.get(promise.id)
  const carriedOut = evidence.carriedOut ?? new Set()
  const missing = references.filter((reference) => !isKept(reference, pack, evidence.categories, carriedOut))
  const software = missing.filter((reference) => categoriesOf(reference, pack) === undefined)
  const drift = references.reduce((sum, reference) => sum + driftOf(reference, evidence.categories), 0)
  return {
    id: promise.id,
    mode: promise.mode,
    sentence: promise.sentence,
    keptBy: references.slice(),
    ...(overdueOrDue(duties) ??
      (software.length === 0 && drift > 0 ? drifting(drift) : undefined) ??
      (software.length === 0 && missing.length > 0 ? notLookedAt : undefined) ??
      judge(fact, missing, { keepers: references.length, open: duties?.open ?? 0 })),
    openDuties: duties?.open ?? 0,
    overdueDuties: duties?.overdue ?? 0,
    lastEvidence: fact === undefined ? null : { fact: fact.id, type: fact.type, time: fact.time },
    capability: aim?.capability ?? null,
    test: aim?.test ?? null,
  }
}

interface Judgement {
  readonly state: PromiseView['state']
  readonly reason: Text
}

function driftOf(reference: string, categories: Categories): number {
  const [kind, id = ''] = reference.split(':')
  return kind === 'category' ? (categories?.get(id)?.drift ?? 0) : 0
}

const drifting = (drift: number): Judgement => ({
  state: 'at-risk',
  reason: text(
    `データの実態との差異が${drift}件、判断を待っています。`,
    `Differences from what is held that wait for a decision: ${drift}.`,
  ),
})

const notLookedAt: Judgement = {
  state: 'not-yet',
  reason: text(
    'データの所在が、まだ確かめられていません。システムを接続してスキャンしてください。',
    'Where the data is has not been established yet: connect the systems and scan them.',
  ),
}

function overdueOrDue(
  duties: { open: number; warned: number; overdue: number } | undefined,
): Judgement | undefined {
  if (duties !== undefined && duties.overdue > 0) {
    return {
      state: 'broken',
      reason: text(`期限を過ぎた義務が${duties.overdue}件あります。`, `Overdue duties: ${duties.overdue}.`),
    }
  }
  if (duties !== undefined && duties.warned > 0) {
    return {
      state: 'at-risk',
      reason: text(`期限の近い義務が${duties.warned}件あります。`, `Duties due soon: ${duties.warned}.`),
    }
  }
  return undefined
}

function judge(
  fact: Fact | undefined,
  missing: readonly string[],
  { keepers, open }: { readonly keepers: number; readonly open: number },
): Judgement {
  if (missing.length === keepers) {
    return {
      state: 'not-yet',
      reason: text(
        'この版のソフトウェアには、まだこれを守る仕組みがありません。',
        'Nothing in this version of the software keeps it yet.',
      ),
    }
  }
  if (missing.length > 0) {
    return {
      state: 'not-yet',
      reason: text(
        `一部だけが動いています。まだないもの：${missing.join('、')}`,
        `Only part of it operates. Still missing: ${missing.join(', ')}`,
      ),
    }
  }
  if (fact === undefined && open > 0)
    return {
      state: 'held',
      reason: text(
        `期限内の義務が${open}件あります。果たされた証拠はまだありません。`,
        `Duties open and in time: ${open}. None was carried out yet.`,
      ),
    }
  return fact === undefined
    ? {
        state: 'held',
        reason: text(
          '仕組みは動いています。該当する出来事はまだありません。',
          'It operates; no case has come up yet.',
        ),
      }
    : { state: 'held', reason: text('台帳に証拠があります。', 'The ledger holds evidence of it.') }
}
