// SPDX-License-Identifier: Apache-2.0
import { drawName } from './names.ts'
import { mobileLine } from './places.ts'
import { openRandom, type Random } from './random.ts'
import { castEmails } from './showcase.ts'
import type { Contact, World } from './world.ts'

/** Somebody who left an address on the website; a contact of a client, or a stranger. */
export interface Visitor {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly company: string | null
  readonly contact: Contact | null
}

/** Draws a visitor, at most one in two a stranger; nobody of the cast, whose rows are written by hand. */
export function drawVisitor(random: Random, world: World, stranger: number): Visitor {
  const contact = random.pick(world.contacts)
  if (random.chance(stranger) || (Object.values(castEmails) as string[]).includes(contact.email)) {
    return drawStranger(random)
  }
  const { name, email, mobile, client } = contact
  return { name: `${name.family} ${name.given}`, email, phone: mobile, company: client.name, contact }
}

function drawStranger(random: Random): Visitor {
  const name = drawName(random)
  const index = 20_001 + random.below(9_999)
  const email = `${name.latin}.${index}@${random.pick(['mail.example.com', 'mail.example.jp', 'post.example'])}`
  return {
    name: `${name.family} ${name.given}`,
    email,
    phone: mobileLine(index),
    company: null,
    contact: null,
  }
}

/** Subscribers of the newsletter, each address once. */
export function subscribers(world: World, count: number): Visitor[] {
  const random = openRandom('newsletter_subscribers')
  const found = new Map<string, Visitor>()
  while (found.size < count) {
    const visitor = drawVisitor(random, world, 0.4)
    found.set(visitor.email, visitor)
  }
  return [...found.values()]
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
] as const

/** Draws a browser's user agent. */
export function drawAgent(random: Random): string {
  return random.pick(agents)
}

/** Draws an address of the blocks kept for documentation (RFC 5737, RFC 3849). */
export function drawIp(random: Random): string {
  if (random.chance(0.15))
    return `2001:db8:${random.below(65_536).toString(16)}::${random.between(1, 65_535).toString(16)}`
  return `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.between(1, 254)}`
}
