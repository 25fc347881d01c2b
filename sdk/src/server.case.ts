// SPDX-License-Identifier: Apache-2.0
// A server of one organisation over real HTTP, as far as a gate that follows it can tell; what goes wrong is set from outside.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  messageLine,
  NOBODY,
  NOTHING,
  openGate,
  personKey,
  snapshotFrames,
  type Person,
  type Standing,
  type StreamMessage,
} from '@yakusoku/core/gate'
import type { PackData } from '@yakusoku/core/packs'

/** The key under which the server names people. */
const KEY = '0b'.repeat(32)
/** The token that it knows. */
export const TOKEN = 'ykt_of_the_tests'

const BEAT = 40

/** What may be wrong with a server. */
export interface Weather {
  /** Answers everything with this status. */
  status: number | undefined
  /** Answers counted uses with this status. */
  uses: number | undefined
  /** Cuts the snapshot after so many bytes. */
  cut: number | undefined
  /** Begins a snapshot and does not go on. */
  stall: boolean
  /** Sends no sign of life and no change, though the connection stands. */
  silent: boolean
  /** Does not send the next change: its number is missing. */
  swallow: boolean
  /** Says it is another's. */
  organisation: string
  /** How far it says that it is behind itself. */
  behind: number
}

/** A server that a gate can follow. */
export class FakeServer {
  readonly weather: Weather = {
    status: undefined,
    uses: undefined,
    cut: undefined,
    stall: false,
    silent: false,
    swallow: false,
    organisation: 'shop',
    behind: 0,
  }
  /** Paths that were asked for, with their query. */
  readonly asked: string[] = []
  readonly uses: Record<string, unknown>[] = []
  /** Bodies of evaluations. */
  readonly evaluations: unknown[] = []
  day = '2026-11-22'
  url = ''
  #position = 0
  #revision = 1
  #pack: PackData
  readonly #laws: readonly PackData[]
  #gate
  readonly #streams = new Set<ServerResponse>()
  readonly #keys = new Set<string>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  #beat: NodeJS.Timeout | undefined

  constructor(pack: PackData, laws: readonly PackData[], standing: Standing = NOTHING) {
    this.#pack = pack
    this.#laws = laws
    this.#gate = openGate(pack, laws)
    this.#gate.setStanding(standing)
  }

  /** Listens; on the same port again after {@link stop}. */
  async start(): Promise<this> {
    const port = this.url === '' ? 0 : Number(new URL(this.url).port)
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    this.#beat = setInterval(() => this.#send(this.#here()), BEAT)
    return this
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat)
    this.#server.closeAllConnections()
    this.#streams.clear()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Breaks every stream, as a proxy does that has had enough. */
  hangUp(): void {
    for (const stream of this.#streams) stream.destroy()
    this.#streams.clear()
  }

  keyOf(identifier: string): string {
    return personKey(Buffer.from(KEY, 'hex'), identifier)
  }

  /** What becomes known of a person, with its number. */
  person(identifier: string, state: Partial<Person>): void {
    const key = this.keyOf(identifier)
    const whole = { ...NOBODY, ...state }
    this.#gate.setPerson(key, whole)
    this.#keys.add(key)
    const after = String(this.#position)
    this.#position += 1
    const position = String(this.#position)
    if (this.weather.swallow) this.weather.swallow = false
    else this.#send({ kind: 'persons', after, position, persons: [{ key, state: whole }] })
  }

  standing(standing: Standing): void {
    this.#gate.setStanding(standing)
    this.#send({ kind: 'standing', standing })
  }

  /** Another policy, told on the streams. */
  policy(pack: PackData, revision = this.#revision + 1): void {
    this.#pack = pack
    this.#revision = revision
    this.#gate.setPack(pack, this.#laws)
    const { standing } = this.#gate.known()
    this.#send({ kind: 'policy', revision, version: pack.version, pack, laws: this.#laws, standing })
  }

  /** Stands where it stood once, as after a backup was put back. */
  restore(position: number): void {
    this.#position = position
    this.hangUp()
  }

  /** A line on every stream, as it is. */
  line(text: string): void {
    for (const stream of this.#streams) stream.write(`${text}\n`)
  }

  get streams(): number {
    return this.#streams.size
  }

  #here(): StreamMessage {
    return { kind: 'here', position: String(this.#position), day: this.day, behind: this.weather.behind }
  }

  #send(message: StreamMessage): void {
    if (!this.weather.silent) this.line(messageLine(message))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server')
    this.asked.push(request.url ?? '')
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end()
    if (this.weather.status !== undefined) return void response.writeHead(this.weather.status).end()
    if (pathname.endsWith('/gate/snapshot')) return this.#snapshot(response)
    if (pathname.endsWith('/gate/changes')) return this.#changes(response, searchParams)
    const body: unknown = JSON.parse(await textOf(request))
    if (pathname.endsWith('/gate/uses'))
      return this.#use(response, body as { uses: Record<string, unknown>[] })
    if (pathname.endsWith('/access/v1/evaluation')) return this.#evaluate(response, body)
    response.writeHead(404).end()
  }

  #snapshot(response: ServerResponse): void {
    const { cut, organisation } = this.weather
    const head = { organisation, day: this.day, key: KEY, position: String(this.#position) }
    const frames = snapshotFrames(this.#gate, { ...head, revision: this.#revision }, () =>
      String(this.#position),
    )
    const whole = Buffer.concat([...frames])
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    if (this.weather.stall) return void response.write(whole.subarray(0, 100))
    response.end(cut === undefined ? whole : whole.subarray(0, cut))
  }

  #changes(response: ServerResponse, asked: URLSearchParams): void {
    if (Number(asked.get('after')) > this.#position) return void response.writeHead(409).end()
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const position = String(this.#position)
    const after = asked.get('after') ?? ''
    if (Number(asked.get('policy')) !== this.#revision)
      response.write(
        `${messageLine({ kind: 'policy', revision: this.#revision, version: this.#pack.version, pack: this.#pack, laws: this.#laws, standing: this.#gate.known().standing })}\n`,
      )
    response.write(`${messageLine({ kind: 'standing', standing: this.#gate.known().standing })}\n`)
    // It does not remember what came when: everybody is told again.
    if (Number(after) < this.#position)
      response.write(`${messageLine({ kind: 'persons', after, position, persons: this.#everybody() })}\n`)
    if (!this.weather.silent) response.write(`${messageLine(this.#here())}\n`)
    if (asked.get('wait') === '0') return void response.end()
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }

  #everybody() {
    return [...this.#keys].map((key) => ({ key, state: this.#gate.person(key) ?? null }))
  }

  #use(response: ServerResponse, { uses }: { uses: Record<string, unknown>[] }): void {
    if (this.weather.uses !== undefined) return void response.writeHead(this.weather.uses).end()
    this.uses.push(...uses)
    response.writeHead(202).end()
  }

  #evaluate(response: ServerResponse, body: unknown): void {
    this.evaluations.push(body)
    const context = {
      answer: 'permit',
      reason: 'permitted',
      says: { ja: '認めます。', en: 'Permitted.' },
      obligations: [],
      record: '0190f3c2-0000-7000-8000-000000000001',
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ decision: true, context }))
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
