// SPDX-License-Identifier: Apache-2.0
import type { Applicable, Duty, FactPage, FactView, Notice, Overview } from '../../../server/src/contract.ts'
import type { Answer, Person } from './person.ts'

/** What programs of an organisation record of acceptance, and what its manager sees of notices. */
export class Notices {
  readonly #manager: Person
  readonly #base: string

  constructor(manager: Person, organisation: string) {
    this.#manager = manager
    this.#base = `/api/organisations/${organisation}`
  }

  /** The newest facts of a type. */
  async facts(type: string): Promise<FactView[]> {
    return (await this.#manager.read<FactPage>(`${this.#base}/ledger/facts?type=${type}`)).facts
  }

  overview(): Promise<Overview> {
    return this.#manager.read(`${this.#base}/notices`)
  }

  async of(version: string, way: string): Promise<Notice | undefined> {
    const { notices } = await this.overview()
    return notices.find((one) => one.version === version && one.way === way)
  }

  /** Open duties that serve a promise. */
  async duties(promise: string): Promise<Duty[]> {
    const all = await this.#manager.read<Duty[]>(`${this.#base}/duties`)
    return all.filter(({ promises }) => promises.includes(promise))
  }

  /** Which version applied to somebody, today or on a day. */
  applicable(value: string, day?: string): Promise<Applicable> {
    const asked = { person: { kind: 'email', value }, ...(day === undefined ? {} : { day }) }
    return this.#manager.does('POST', `${this.#base}/acceptances/applicable`, asked)
  }

  use(value: string, at: string): Promise<Answer<{ accepted: number }>> {
    const uses = [{ person: { kind: 'email', value }, at }]
    return this.#manager.call('POST', `${this.#base}/acceptances/uses`, { channel: 'operations', uses })
  }

  acknowledge(value: string, channel: string, version?: string): Promise<Answer> {
    const told = { person: { kind: 'email', value }, channel, ...(version === undefined ? {} : { version }) }
    return this.#manager.call('POST', `${this.#base}/acceptances/acknowledgements`, told)
  }
}
