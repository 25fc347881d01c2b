// SPDX-License-Identifier: Apache-2.0
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** Cost of a hash: OWASP's recommended argon2id setting, 19 MiB of memory, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const

/** Why a password is refused. */
export type Weakness = 'short' | 'long' | 'name' | 'repetition'

/**
 * Finds what is wrong with a new password, or nothing: 12 to 128 characters, not built on the name in the e-mail
 * address, not one short pattern repeated. No rules about kinds of characters (NIST SP 800-63B section 3.1.1.2).
 */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  const characters = Array.from(password.normalize('NFKC').toLowerCase())
  if (characters.length < 12) return 'short'
  if (characters.length > 128 || password.length > 128) return 'long'
  const name = email.split('@')[0]?.toLowerCase() ?? ''
  if (name.length >= 4 && characters.join('').includes(name)) return 'name'
  return new Set(characters).size < 5 || repeats(characters) ? 'repetition' : undefined
}

/** Whether a text is a pattern of at most a third of its length, over and over. */
function repeats(characters: readonly string[]): boolean {
  for (let period = 1; period <= characters.length / 3; period += 1) {
    if (characters.every((character, at) => character === characters[at % period])) return true
  }
  return false
}

/** Hashes a password with argon2id; the result is a PHC string with everything needed to check it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { ...cost, tagLength: 32, nonce, message: password.normalize('NFKC') })
  const settings = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${settings}$${base64(nonce)}$${base64(tag)}`
}

/** Whether a password fits a PHC string, at the cost written in it; a malformed string fits nothing. */
export async function passwordFits(password: string, phc: string): Promise<boolean> {
  const parts =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc)
  if (parts === null) return false
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number]
  const [nonce, expected] = parts.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer]
  const parameters = { memory, passes, parallelism, tagLength: expected.length, nonce }
  const tag = await derive('argon2id', { ...parameters, message: password.normalize('NFKC') })
  return timingSafeEqual(tag, expected)
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
