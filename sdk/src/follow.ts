// SPDX-License-Identifier: Apache-2.0
import { askServer } from './asking.ts'
import { Counts } from './counts.ts'
import { decide, prepare, type Ground } from './deciding.ts'
import { mustBeWritten, type Answer } from './decision.ts'
import { Following } from './following.ts'
import type { Asking, FollowOptions, Gate } from './gate.ts'
import { linkTo, type Link } from './link.ts'
import { Names } from './naming.ts'
import type { Question } from './question.ts'
import { Sending } from './sending.ts'

/** Milliseconds for the first state to be complete. */
const PATIENCE = 30_000

/**
 * Opens a gate in this process: fetches everything that the server knows, follows what changes, and resolves once the
 * state is complete. Throws {@link GateError} where it cannot be had: a wrong token, an unknown organisation, no server.
 */
export async function follow(options: FollowOptions): Promise<Gate> {
  const link = linkTo(options)
  const following = new Following(link, options)
  try {
    await begin(following, options)
  } catch (error) {
    following.end()
    throw error
  }
  const counts = new Counts()
  const sending = new Sending(link, counts, options.onEvent)
  if (options.stream !== false) sending.start()
  return opened({ following, names: new Names(), counts }, link, sending, options.stream !== false)
}

async function begin(following: Following, { stream, patience = PATIENCE }: FollowOptions): Promise<void> {
  if (stream === false) return following.catchUp()
  void following.run()
  return following.heard(patience)
}

function opened(ground: Ground, link: Link, sending: Sending, stream: boolean): Gate {
  const { following, names } = ground
  return {
    decide: (question, person, asking) => decide(ground, question, person, asking),
    prepare: (question, asking) => prepare(ground, question, asking),
    ask: (question, person, asking) => ask(ground, link, question, person, asking),
    catchUp: async () => {
      await (stream ? following.heard(PATIENCE) : following.catchUp())
      if (!stream) await sending.send()
    },
    lag: () => following.lag(),
    keyOf: (identifier) => `key:${names.of(following.last(), identifier)}`,
    get position() {
      return following.last().position.toString()
    },
    get version() {
      return following.last().version
    },
    get day() {
      return following.last().day
    },
    close: async () => {
      following.end()
      await sending.stop()
    },
  }
}

async function ask(
  ground: Ground,
  link: Link,
  question: Question,
  person: string | undefined,
  asking: Asking = {},
): Promise<Answer> {
  const looked = decide(ground, question, person, { dryRun: true })
  if (asking.dryRun === true) return looked
  if (looked.answer === 'permit' && mustBeWritten(looked)) return askServer(link, question, person, asking)
  return decide(ground, question, person)
}
