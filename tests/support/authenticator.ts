// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

type Cbor = number | string | Buffer | Map<number | string, Cbor>

/** Encodes the little CBOR (RFC 8949) an attestation needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])])
}

function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument])
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument])
  return Buffer.from([(major << 5) | 25, argument >> 8, argument & 255])
}

/** A passkey device in software: one ES256 key for one site, with or without verifying its person. */
export class Authenticator {
  readonly #id = randomBytes(16)
  readonly #origin: string
  readonly #site: string
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  #uses = 0

  constructor(origin: string) {
    this.#origin = origin
    this.#site = new URL(origin).hostname
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = pair.privateKey
    this.#publicKey = pair.publicKey
  }

  /** The answer to creation options, as `PublicKeyCredential.toJSON()` gives it. */
  register(challenge: unknown, verified = true): Record<string, unknown> {
    const { x, y } = this.#publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
    const key = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, left],
      [-3, right],
    ])
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.#id.length]),
      this.#id,
      cbor(key),
    ])
    const authData = Buffer.concat([this.#state(verified, 0x40), credential])
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to request options. */
  assert(challenge: unknown, verified = true): Record<string, unknown> {
    const client = this.#clientData('webauthn.get', challenge)
    const authData = this.#state(verified, 0)
    const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()])
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
    })
  }

  #state(verified: boolean, flags: number): Buffer {
    this.#uses += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#uses)
    const site = createHash('sha256').update(this.#site).digest()
    return Buffer.concat([site, Buffer.from([flags | 0x01 | (verified ? 0x04 : 0)]), count])
  }

  #clientData(type: string, challenge: unknown): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }))
  }

  #answer(response: Record<string, unknown>): Record<string, unknown> {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}
