// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'

/** A password good enough everywhere in the tests. */
export const goodPassword = 'correct horse battery'

/** The code an authenticator app shows for a base32 secret (RFC 6238), `steps` half minutes from now. */
export function totpCode(secret: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = secret
    .replaceAll('=', '')
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const offset = (digest.at(-1) as number) & 15
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}

const leftOfStep = () => 30_000 - (Date.now() % 30_000)
const enoughMilliseconds = 10_000

/** Waits until the next change of codes is far off: the code of the step before would be too old after it. */
export async function earlyInStep(): Promise<void> {
  const left = leftOfStep()
  if (left < enoughMilliseconds) await new Promise((resolve) => setTimeout(resolve, left + 50))
}

/** A code that stays good for a while, `steps` half minutes from now; for who gives no other soon after it. */
export function lastingCode(secret: string, steps = 0): string {
  return totpCode(secret, leftOfStep() < enoughMilliseconds ? steps : steps - 1)
}

/** The token in a one-time link. */
export function tokenOf(url: unknown): string {
  return new URLSearchParams(new URL(String(url)).hash.slice(1)).get('token') as string
}
