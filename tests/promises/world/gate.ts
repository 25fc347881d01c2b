// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, type TestContext } from 'vitest'
import type { DecisionView } from '@yakusoku/core/authzen'
import type { NewStanding, StandingEntry } from '../../../server/src/contract.ts'
import { serverTime } from './environment.ts'
import type { Person } from './person.ts'
import { evaluation, use, type Ask, type Facts } from './question.ts'
import { eventually, openOffice, openWorld } from './world.ts'

/** The decision as a caller sees it. */
export type Told = Exclude<DecisionView['context'], { error: unknown }> & { readonly decision: boolean }

/** Questions of a promise, each denial under its reason. */
export interface Shown {
  readonly permits: Ask | readonly Ask[]
  /** Denials that name the promise, the first of them before all others. */
  readonly denies: Readonly<Record<string, Ask | readonly Ask[]>>
  /** That other promises stand nearer to the denials. */
  readonly among?: true
  /** That the promise is a limit: only denials name it. */
  readonly limit?: true
  /** Further denials, which other promises decide. */
  readonly besides?: Readonly<Record<string, Ask | readonly Ask[]>>
}

/** The gate of one organisation as a program asks it: by a token that may ask, and nothing else. */
export class AtGate {
  readonly organisation: string
  /** The privacy manager, who registers and records. */
  manager!: Person
  #url = ''
  #secret = ''
  readonly #people = new Map<string, { id: string; facts: Facts }>()

  constructor(organisation: string) {
    this.organisation = organisation
  }

  /** Before the tests: makes a token, registers how the organisation stands, and records what is known of people. */
  opens(standing: readonly NewStanding[]): void {
    beforeAll(async () => {
      const world = await openWorld()
      this.manager = (await openOffice(world, this.organisation)).manager
      this.#url = world.url
      const token = {
        name: 'billing system',
        scopes: ['gate:ask'],
        expiresAt: new Date(serverTime().getTime() + 86_400_000).toISOString(),
      }
      const path = `/api/organisations/${this.organisation}/tokens`
      this.#secret = (await this.manager.does<{ secret: string }>('POST', path, token)).secret
      for (const entry of standing) await this.register(entry)
      for (const { id, facts } of this.#people.values()) await this.#describe(id, facts)
      await this.#caughtUp()
    })
  }

  /** The test of a promise: what must be permitted is, what must be denied is, for this reason, with the promise's id. */
  shows({ permits, denies, among, limit, besides = {} }: Shown): (context: TestContext) => Promise<void> {
    const [owed, named, others] = [listed(permits), pairs(denies), pairs(besides)]
    for (const ask of [...owed, ...[...named, ...others].map(([, one]) => one)]) this.#personOf(ask)
    return async ({ task }) => {
      const [promise = ''] = task.name.split(' ')
      for (const ask of owed) await this.permits(ask, limit ? undefined : promise)
      for (const [at, [reason, ask]] of named.entries()) {
        const { promises } = await this.denies(reason, ask, promise)
        if (at === 0 && !among) expect(promises[0], JSON.stringify(ask)).toBe(promise)
      }
      for (const [reason, ask] of others) await this.denies(reason, ask)
    }
  }

  /** The test of a purpose: a role of it may, another may not, and nobody may with data that it does not need. */
  purpose(
    [category, purpose, role]: readonly [category: string, purpose: string, role: string],
    without: { readonly role: string; readonly category: string },
    { among, ...more }: Pick<Ask, 'by' | 'of' | 'owes'> & Pick<Shown, 'among'> = {},
  ): (context: TestContext) => Promise<void> {
    return this.shows({
      permits: use(category, purpose, role, more),
      denies: {
        'role-not-allowed': use(category, purpose, without.role, more),
        'beyond-purpose': use(without.category, purpose, role, more),
      },
      ...(among && { among }),
    })
  }

  /** Asks, and expects a permit that owes what the question says, and names the promise. */
  async permits(ask: Ask, promise?: string): Promise<Told> {
    const told = await this.ask(ask)
    const asked = JSON.stringify(ask)
    expect([told.decision, told.answer, told.reason], asked).toEqual([true, 'permit', 'permitted'])
    expect(told.obligations, asked).toMatchObject([...(ask.owes ?? [])])
    if (promise !== undefined) expect(told.promises, asked).toContain(promise)
    return told
  }

  /** Asks, and expects a denial for that reason, which names the promise and says in both languages what would help. */
  async denies(reason: string, ask: Ask, promise?: string): Promise<Told> {
    const told = await this.ask(ask)
    const asked = JSON.stringify(ask)
    expect([told.decision, told.reason], asked).toEqual([false, reason])
    expect(told.answer, asked).toBe(reason.startsWith('unknown-') ? 'gap' : 'deny')
    expect([told.says.ja, told.says.en, told.remedy?.ja, told.remedy?.en], asked).not.toContain('')
    expect(told.remedy, asked).toBeDefined()
    expect(told.obligations, asked).toEqual([])
    if (promise !== undefined) expect(told.promises, asked).toContain(promise)
    return told
  }

  /** Asks until the answer has that reason, as it does once what was registered has come to the gate. */
  async becomes(reason: string, ask: Ask): Promise<Told> {
    return eventually(`the answer ${reason} to ${JSON.stringify(ask)}`, async () => {
      const told = await this.ask(ask)
      return told.reason === reason && told
    })
  }

  /** Asks one question. */
  ask(ask: Ask): Promise<Told> {
    return this.evaluate(ask, this.#personOf(ask))
  }

  /** Asks one question about whom the caller knows by that id. */
  async evaluate(ask: Ask, person: string): Promise<Told> {
    const { decision, context } = (await this.#send('evaluation', evaluation(ask, person))) as DecisionView
    if ('error' in context) throw new Error(context.error.message)
    return { decision, ...context }
  }

  /** Asks many questions in one box, without leaving a trace; whether each is permitted. */
  async tries(asks: readonly Ask[]): Promise<boolean[]> {
    const evaluations = asks.map((ask) => {
      const one = evaluation(ask, this.#personOf(ask))
      return { ...one, context: { ...one.context, dry_run: true } }
    })
    const { evaluations: told } = (await this.#send('evaluations', { evaluations })) as {
      evaluations: DecisionView[]
    }
    return told.map(({ decision }) => decision)
  }

  /** Registers how the organisation stands; how the entry is addressed. */
  async register(entry: NewStanding): Promise<string> {
    const path = `/api/organisations/${this.organisation}/standing/entries`
    return (await this.manager.does<StandingEntry>('POST', path, entry)).id
  }

  /** Lets an entry say something else. */
  async change(id: string, body: NewStanding['body']): Promise<void> {
    const path = `/api/organisations/${this.organisation}/standing/entries/${encodeURIComponent(id)}`
    await this.manager.does('PUT', path, { body })
  }

  /** Ends an entry. */
  async end(id: string): Promise<void> {
    const path = `/api/organisations/${this.organisation}/standing/entries/${encodeURIComponent(id)}/end`
    await this.manager.does('POST', path, { reason: 'No longer so' })
  }

  /** Records what a person said. */
  async says(person: string, path: string, said: object): Promise<void> {
    const body = { person, channel: 'phone', ...said }
    await this.manager.does('POST', `/api/organisations/${this.organisation}/persons/${path}`, body)
  }

  /**
   * How many milliseconds after a person took something back the gate ends what it had permitted: of many tries the
   * first within a second, or else the quickest, as a busy machine may keep anybody waiting.
   */
  async endsAfter(
    ask: Ask,
    path: string,
    { say, takeBack, reason }: { readonly say: object; readonly takeBack: object; readonly reason: string },
  ): Promise<number> {
    let quickest = Infinity
    for (let tried = 0; tried < 20 && quickest > 1_000; tried += 1) {
      const person = `K-takes-back-${tried}`
      const until = (wanted: string) =>
        eventually(
          `${wanted} after ${path}`,
          async () => (await this.evaluate(ask, person)).reason === wanted,
        )
      await this.says(person, path, say)
      await until('permitted')
      await this.says(person, path, takeBack)
      const said = performance.now()
      await until(reason)
      quickest = Math.min(quickest, performance.now() - said)
    }
    return quickest
  }

  async #send(what: string, body: object): Promise<unknown> {
    const path = `/organisations/${this.organisation}/access/v1/${what}`
    const response = await fetch(new URL(path, this.#url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  /** The id of the person of whom just that is known. */
  #personOf({ of }: Ask): string {
    if (of === undefined) return '*'
    const key = JSON.stringify(of)
    const known = this.#people.get(key) ?? {
      id: `K-${String(this.#people.size + 1).padStart(6, '0')}`,
      facts: of,
    }
    this.#people.set(key, known)
    return known.id
  }

  async #describe(person: string, facts: Facts): Promise<void> {
    const { jurisdictions, born, subjects } = facts
    if ([jurisdictions, born, subjects].some((one) => one !== undefined))
      await this.says(person, 'descriptions', { jurisdictions, born, subjects })
    for (const consent of facts.consents ?? []) await this.says(person, 'consents', { act: 'give', consent })
    for (const purpose of facts.objections ?? [])
      await this.says(person, 'objections', { act: 'object', purpose })
    for (const event of facts.happened ?? []) await this.says(person, 'events', { act: 'happened', event })
    for (const category of facts.over ?? []) await this.says(person, 'retention', { act: 'over', category })
    for (const use of facts.beyond ?? [])
      await this.says(person, 'beyond', { act: 'agree', ...use, words: 'この目的にも使ってよろしいですか。' })
  }

  /** The gate reads what people said in its order: it knows the last person once it knows them all. */
  async #caughtUp(): Promise<void> {
    await this.says('K-last', 'suspensions', { act: 'suspend', what: 'use' })
    const path = `/api/organisations/${this.organisation}/gate/node`
    await eventually('the gate to know everybody', async () => {
      const { persons } = await this.manager.read<{ persons: number }>(path)
      return persons > this.#people.size
    })
  }
}

const listed = (asks: Ask | readonly Ask[]): readonly Ask[] => ('act' in asks ? [asks] : asks)

const pairs = (denials: Shown['denies']): (readonly [reason: string, ask: Ask])[] =>
  Object.entries(denials).flatMap(([reason, asks]) => listed(asks).map((ask) => [reason, ask] as const))
