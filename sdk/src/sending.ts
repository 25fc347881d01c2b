// SPDX-License-Identifier: Apache-2.0
// Sends what was counted, now and again; what cannot be sent is counted on.
import { later } from './clock.ts'
import type { Counts, Use } from './counts.ts'
import type { FollowOptions } from './gate.ts'
import { gatePath, reasonOf, sending, type Link } from './link.ts'
import { GateError } from './refusal.ts'

const EVERY = 1_000
const LONGEST_PAUSE = 60_000
const IN_ONE_REQUEST = 500

/** Sends counted uses to the server. */
export class Sending {
  readonly #link: Link
  readonly #counts: Counts
  readonly #tell: FollowOptions['onEvent']
  #timer: ReturnType<typeof later> | undefined
  #stopped = false
  #failed = 0
  #sending: Promise<boolean> | undefined

  constructor(link: Link, counts: Counts, tell: FollowOptions['onEvent']) {
    this.#link = link
    this.#counts = counts
    this.#tell = tell
  }

  /** Sends every second; a server that cannot be told is left alone for longer each time. */
  start(): void {
    this.#timer = later(Math.min(LONGEST_PAUSE, EVERY * 2 ** this.#failed), () => {
      void this.send().then((sent) => {
        this.#failed = sent ? 0 : this.#failed + 1
        if (!this.#stopped) this.start()
      })
    })
  }

  /** Sends what is left, and nothing after it. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#sending
    // A connection that lay idle may turn out to be closed at its first use.
    if (!(await this.send())) await this.send()
  }

  /** Sends what was counted up to now; false where it could not be sent. Never throws. */
  send(): Promise<boolean> {
    return (this.#sending ??= this.#send().finally(() => (this.#sending = undefined)))
  }

  async #send(): Promise<boolean> {
    const uses = this.#counts.take()
    try {
      while (uses.length > 0) {
        await this.#post(uses.slice(0, IN_ONE_REQUEST))
        uses.splice(0, IN_ONE_REQUEST)
      }
      return true
    } catch (error) {
      if (isUnderstood(error)) for (const use of uses) this.#counts.note(use)
      else for (const { count } of uses) this.#counts.lost += count
      const { lost } = this.#counts
      this.#counts.lost = 0
      this.#tell?.({ kind: 'uses-not-sent', why: reasonOf(error), lost })
      return false
    }
  }

  async #post(uses: readonly Use[]): Promise<void> {
    const path = gatePath(this.#link.organisation, 'uses')
    const response = await this.#link.request(path, sending({ uses: uses.map(sent) }))
    await response.body?.cancel()
  }
}

/** What a server cannot read it will not read later either. */
const isUnderstood = (error: unknown): boolean =>
  !(error instanceof GateError && [400, 413, 422].includes(error.status ?? 0))

function sent({ day, question, decision, count }: Use): object {
  const { act, category, purpose, recipient, actor } = question
  const { answer, reason, promises } = decision
  return {
    day,
    answer,
    reason,
    act,
    category,
    purpose,
    recipient,
    roles: actor.roles,
    actor: actor.id,
    promises,
    count,
  }
}
