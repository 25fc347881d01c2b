// SPDX-License-Identifier: Apache-2.0
// Two packs beside each other: which of some questions the second answers otherwise, each as though it were in force.
import { presented, type Asked } from '@yakusoku/core/authzen'
import { openSimulation, type Gate } from '@yakusoku/core/gate'
import { tell } from './terminal.ts'

/** The gates of both packs, and the day to decide for. */
export interface Beside {
  readonly before: Gate
  readonly after: Gate
  readonly on: string
}

/**
 * Writes a line for each question that is answered otherwise: its number, and both answers. 0 when none is, 1 when some
 * are, 2 when a line was no question.
 */
export async function decideAgainst(
  { before, after, on }: Beside,
  questionIn: (line: string) => Asked | { readonly wrong: string },
  lines: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
): Promise<0 | 1 | 2> {
  const { pack, laws, standing } = before.known()
  const simulated = openSimulation(pack, after.known().pack, { laws, standing })
  let [line, questions, differing, malformed] = [0, 0, 0, 0]
  for await (const text of lines) {
    line += 1
    if (text.trim() === '') continue
    const asked = questionIn(text)
    if ('wrong' in asked) {
      malformed += 1
      tell({ en: `line ${line}: ${asked.wrong}`, ja: `${line} 行目: ${asked.wrong}` })
      continue
    }
    questions += 1
    const person =
      asked.person === undefined ? undefined : before.alike.state(before.alike.of(asked.person, on))
    const kind = { day: on, question: asked.question, person, answer: 'permit', reason: 'permitted' } as const
    const found = simulated(kind)
    if (!found.changed) continue
    differing += 1
    const answers = { before: presented(found.before), after: presented(found.after) }
    await write(`${JSON.stringify({ line, ...answers })}\n`)
  }
  tell({
    en: `${differing} of ${questions} questions are answered otherwise.`,
    ja: `${questions} 件の質問のうち ${differing} 件の答えが変わります。`,
  })
  return malformed > 0 ? 2 : differing > 0 ? 1 : 0
}
