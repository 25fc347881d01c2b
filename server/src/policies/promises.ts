// SPDX-License-Identifier: Apache-2.0
import { findPromise, type Pack, type PromiseWithText } from '@yakusoku/core/packs'
import type { Fact } from '@yakusoku/core/ledger'
import { text, type Text } from '../kernel/index.ts'
import type { PolicyView, PromiseView } from './contract.ts'

/** What is known about the promises of an organisation at a moment. */
export interface PromiseEvidence {
  readonly facts: ReadonlyMap<string, Fact>
  readonly duties: ReadonlyMap<string, { open: number; warned: number; overdue: number }>
}

/** What this version of the software itself keeps; everything else a pack names is honestly "not yet". */
const keptNow: ReadonlySet<string> = new Set([
  'system:sealing',
  'system:second-factor',
  'system:access-records',
  'system:access-control',
  'system:identity-check',
  'system:other-people-removed',
  'system:deadline-clock',
  'system:version-history',
])

/** Whether this version carries out what a reference names: so far, disclosure and the way it is asked for. */
function isKept(reference: string, pack: Pack): boolean {
  const [kind, id] = reference.split(':')
  const disclosure = pack.rights.filter((right) => right.kind === 'disclosure')
  if (kind === 'right') return disclosure.some((right) => right.id === id)
  if (kind === 'procedure') return disclosure.some((right) => right.procedure === id)
  if (kind === 'proof') return pack.proofs.some((proof) => proof.id === id && proof.method === 'mail-code')
  return keptNow.has(reference)
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
  const missing = references.filter((reference) => !isKept(reference, pack))
  return {
    id: promise.id,
    mode: promise.mode,
    sentence: promise.sentence,
    keptBy: references.slice(),
    ...judge(duties, fact, missing, references.length),
    openDuties: duties?.open ?? 0,
    overdueDuties: duties?.overdue ?? 0,
    lastEvidence: fact === undefined ? null : { fact: fact.id, type: fact.type, time: fact.time },
  }
}

function judge(
  duties: { open: number; warned: number; overdue: number } | undefined,
  fact: Fact | undefined,
  missing: readonly string[],
  keepers: number,
): { state: PromiseView['state']; reason: Text } {
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
