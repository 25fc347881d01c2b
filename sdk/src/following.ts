// SPDX-License-Identifier: Apache-2.0
// Keeps what is known up to date: a snapshot, then the stream of changes, and both again after whatever may happen.
import { later, moment, pause, since, type Moment } from './clock.ts'
import { changesAfter, fetchSnapshot } from './fetching.ts'
import type { FollowOptions, GateEvent } from './gate.ts'
import { lagOf, take, type Known } from './known.ts'
import { reasonOf, type Link } from './link.ts'
import { GateError, isFinal } from './refusal.ts'

/** Signs of life come twice a second; who learns nothing for this long asks again. */
const SILENCE = 2_000
/** A server that is asked something may take longer for its first word. */
const STALL = 5_000
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000
const TRIES = 3

/** Past this, without knowing the latest state, nothing is decided. */
const LIMIT = 5_000

/** Follows one organisation. */
export class Following {
  readonly #link: Link
  readonly #limit: number
  readonly #tell: (event: GateEvent) => void
  readonly #ending = new AbortController()
  #known: Known | undefined
  /** Why what is known must be fetched anew. */
  #stale: string | undefined
  #error: GateError | undefined
  /** What ended the last connection. */
  #failure: unknown
  #catching: Promise<void> | undefined
  #waiting: (() => void)[] = []

  constructor(link: Link, { limit = LIMIT, onEvent }: Pick<FollowOptions, 'limit' | 'onEvent'>) {
    this.#link = link
    this.#limit = limit
    this.#tell = (event) => {
      try {
        onEvent?.(event)
      } catch {
        // A log that fails stops no gate.
      }
    }
  }

  /** What is known, or {@link GateError} where the latest state has not been known for too long. */
  current(): Known {
    const lag = this.lag()
    if (this.#known && lag <= this.#limit && !this.#error) return this.#known
    throw this.#error ?? new GateError('gate.behind', { milliseconds: Math.round(Math.min(lag, 1e9)) })
  }

  /** What was known last, however long ago that is; there is always something once a gate was opened. */
  last(): Known {
    return this.#known as Known
  }

  lag(): number {
    return this.#known ? lagOf(this.#known) : Infinity
  }

  /** Ends everything; from now on nothing is decided. */
  end(error = new GateError('gate.closed')): void {
    if (this.#error) return
    this.#error = error
    if (error.code !== 'gate.closed') this.#tell({ kind: 'stopped', error })
    this.#ending.abort()
    this.#wake()
  }

  /** Follows until the end, whatever happens in between. */
  async run(): Promise<void> {
    this.#watch(false)
    let tries = 0
    while (!this.#ending.signal.aborted) {
      const began = moment()
      this.#failure = await this.#connect(true)
      if (this.#ending.signal.aborted) return
      this.#tell({ kind: 'reconnecting', why: reasonOf(this.#failure) })
      // After a connection that held, the next is tried at once; otherwise the server is left alone for longer each time.
      tries = since(began) > LONGEST_PAUSE ? 0 : tries + 1
      const wait = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 10))
      await pause(wait * (0.5 + Math.random() / 2), this.#ending.signal)
    }
  }

  /** Waits until the stream has told that everything up to now is known. */
  async heard(patience: number): Promise<void> {
    const asked = moment()
    // A program that waits for this is not done, even where nothing else keeps it.
    const timer = setTimeout(() => this.#wake(), patience)
    while (!this.#error && !this.#heardSince(asked) && since(asked) < patience)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    clearTimeout(timer)
    if (this.#error) throw this.#error
    if (this.#heardSince(asked)) return
    if (!this.#known && this.#failure !== undefined) throw unreachable(this.#failure)
    throw new GateError('gate.behind', { milliseconds: Math.round(Math.min(this.lag(), patience)) })
  }

  /** Fetches what has changed, without a stream; who asks while that is under way waits for the same. */
  catchUp(): Promise<void> {
    return (this.#catching ??= this.#catchUp().finally(() => (this.#catching = undefined)))
  }

  async #catchUp(): Promise<void> {
    const asked = moment()
    for (let tried = 0; tried < TRIES && !this.#error; tried += 1) {
      if (tried > 0) await pause(FIRST_PAUSE * 2 ** tried, this.#ending.signal, true)
      this.#failure = await this.#connect(false)
      if (this.#heardSince(asked)) return
    }
    throw this.#error ?? unreachable(this.#failure)
  }

  #heardSince({ steady }: Moment): boolean {
    return (this.#known?.heard?.steady ?? -Infinity) >= steady
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** One connection: a snapshot where one is needed, then changes until they end. Gives what ended it. */
  async #connect(wait: boolean): Promise<unknown> {
    const stop = new AbortController()
    const end = (): void => stop.abort()
    this.#ending.signal.addEventListener('abort', end)
    try {
      const fresh = this.#known === undefined || this.#stale !== undefined
      const state = fresh ? await this.#fetch(stop) : (this.#known as Known)
      return await this.#follow(state, wait, stop)
    } catch (error) {
      if (isFinal(error)) this.end(error)
      if (isNotReached(error)) this.#stale = 'the server has no such change'
      return error
    } finally {
      this.#ending.signal.removeEventListener('abort', end)
      stop.abort()
    }
  }

  async #fetch(stop: AbortController): Promise<Known> {
    let stall = later(STALL, () => stop.abort())
    const alive = (): void => {
      clearTimeout(stall)
      stall = later(STALL, () => stop.abort())
    }
    const fetched = await fetchSnapshot(this.#link, stop.signal, alive).finally(() => clearTimeout(stall))
    const before = this.#known
    if (before && fetched.revision < before.revision) throw new Error(OLDER_POLICY)
    // An older state is better than none only where none is decided by any more.
    if (before && fetched.complete < before.position && this.lag() <= this.#limit)
      throw new Error('the server knows less than this gate')
    return fetched
  }

  async #follow(state: Known, wait: boolean, stop: AbortController): Promise<unknown> {
    const asked = moment()
    let silence = this.#silence(stop, STALL)
    try {
      for await (const message of changesAfter(this.#link, state, wait, stop.signal)) {
        const heard = state.heard
        const broken = take(state, message, wait ? moment() : asked)
        if (broken === 'older-policy') return new Error(OLDER_POLICY)
        if (broken === 'skipped') return new Error((this.#stale = 'a change was skipped'))
        if (message.kind === 'here' && state.heard === heard) continue
        clearTimeout(silence)
        silence = this.#silence(stop, SILENCE)
        if (state.heard) this.#now(state)
      }
      return new Error(stop.signal.aborted ? 'nothing was heard' : 'the server ended it')
    } finally {
      clearTimeout(silence)
    }
  }

  /** Decides from now on by a state that is complete. */
  #now(state: Known): void {
    if (state !== this.#known) {
      const first = this.#known === undefined
      const why = this.#stale ?? ''
      this.#known = state
      this.#stale = undefined
      const { gate, version, position } = state
      this.#tell(
        first
          ? { kind: 'ready', persons: gate.persons(), version, position: position.toString() }
          : { kind: 'refetched', why },
      )
    }
    this.#wake()
  }

  #silence(stop: AbortController, milliseconds: number) {
    return later(milliseconds, () => {
      // The server goes on and yet tells nothing that this gate can use: what it knows may be of another history.
      if (this.#known && this.lag() > this.#limit) this.#stale = 'nothing that follows was heard'
      stop.abort()
    })
  }

  /** Tells once each time it falls too far behind. */
  #watch(was: boolean): void {
    const lag = this.lag()
    const is = this.#known !== undefined && lag > this.#limit
    if (is && !was) this.#tell({ kind: 'behind', milliseconds: Math.round(lag) })
    later(SILENCE / 4, () => {
      if (!this.#ending.signal.aborted) this.#watch(is)
    })
  }
}

const unreachable = (failure: unknown): GateError =>
  failure instanceof GateError ? failure : new GateError('gate.unreachable', { why: reasonOf(failure) })

/** A server that was restored from a backup may have no change of that number. */
const isNotReached = (error: unknown): boolean => error instanceof GateError && error.status === 409

const OLDER_POLICY = 'the server decides by an older policy'
