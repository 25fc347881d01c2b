// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../database/index.ts'
import { closeDuty } from '../duties/index.ts'
import type { NewFact } from '../ledger/index.ts'
import { dateOf, promisesOf, subjectOf } from './ask.ts'
import type { RequestPorts } from './ports.ts'
import { move, type Move } from './requests.ts'
import * as store from './store.ts'

/**
 * Ends a request without an answer: the duty closes with the fact, and what was found is deleted, because nobody has a
 * use for it any more. Refuses `requests.wrong-state`.
 */
export async function endUnanswered(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  how: Extract<Move, 'refuse' | 'withdraw' | 'end-erased'>,
  { more, ...fact }: Pick<NewFact, 'type' | 'actor' | 'clear' | 'sealed'> & { more?: store.Change },
): Promise<void> {
  const state = move(row.state, how)
  const at = ports.clock.now()
  const subject = subjectOf(row.id)
  const ended = { state, ended_at: dateOf(at), identities: null, found_file: null, exclusions: null }
  await store.updateRequest(tx, organisation, row.id, { ...more, ...ended })
  if (row.found_file !== null) await ports.vault.deleteFile(tx, organisation, row.found_file)
  const promises = promisesOf(ports.inForce(organisation))
  const clear = { number: row.number, ...fact.clear }
  const [evidence] = await ports.ledger.append(tx, organisation, [{ ...fact, at, subject, clear, promises }])
  await closeDuty(ports.ledger, tx, organisation, {
    kind: 'requests.answer',
    subject,
    at,
    actor: fact.actor,
    evidence: evidence?.id as string,
  })
}
