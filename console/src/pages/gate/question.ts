// SPDX-License-Identifier: Apache-2.0
/** What is typed into the form of a question, its address, and the question itself. */
import type { Evaluation } from 'yakusoku/contract'

/** The acts, in the order in which the form offers them. */
export const acts = [
  'use',
  'read',
  'collect',
  'copy',
  'take-out',
  'provide',
  'transfer',
  'entrust',
  'share',
  'disclose',
] as const

const outward: readonly string[] = ['provide', 'transfer', 'entrust', 'share']

/** The form as it stands: text as typed, ids as chosen. */
export interface Draft {
  readonly act: string
  readonly roles: readonly string[]
  readonly actor: string
  readonly category: string
  readonly purpose: string
  readonly person: string
  readonly recipient: string
  readonly country: string
  readonly ground: string
  readonly document: string
  readonly conditions: readonly string[]
  readonly client: string
  readonly channel: string
  readonly deidentified: boolean
}

/** An empty form. */
export const emptyDraft: Draft = {
  act: 'use',
  roles: [],
  actor: '',
  category: '',
  purpose: '',
  person: '',
  recipient: '',
  country: '',
  ground: '',
  document: '',
  conditions: [],
  client: '',
  channel: '',
  deidentified: false,
}

const single = [
  'actor',
  'category',
  'purpose',
  'recipient',
  'country',
  'ground',
  'document',
  'client',
  'channel',
] as const

/** What an act needs beside what every question says. */
export function asksFor({ act, ground }: Draft) {
  return {
    recipient: outward.includes(act),
    channel: act === 'collect',
    documents: ground !== '',
  }
}

/** The form an address asks for; the person never stands in an address. */
export function draftOf(address: URLSearchParams): Draft {
  const part = (name: string) => address.get(name) ?? ''
  return {
    ...emptyDraft,
    ...Object.fromEntries(single.map((name) => [name, part(name)])),
    act: part('act') || emptyDraft.act,
    roles: address.getAll('role'),
    conditions: address.getAll('condition'),
    deidentified: part('deidentified') === 'true',
  }
}

/** An id of an actor that names nobody by itself: no mail address and no name of a person. */
const plain = /^[\w.:|=+-]*$/

/** The address of a form, without the person, an actor that may name somebody, and what its act does not need. */
export function addressOf(draft: Draft): URLSearchParams {
  const needed = neededOf(draft)
  const address = new URLSearchParams({ act: needed.act })
  for (const role of needed.roles) address.append('role', role)
  const said = { ...needed, actor: plain.test(needed.actor.trim()) ? needed.actor.trim() : '' }
  for (const name of single) if (said[name] !== '') address.set(name, said[name])
  for (const condition of needed.conditions) address.append('condition', condition)
  if (needed.deidentified) address.set('deidentified', 'true')
  return address
}

/** The form with what its act does not need left out. */
function neededOf(draft: Draft): Draft {
  const asks = asksFor(draft)
  return {
    ...draft,
    ...(!asks.recipient && { recipient: '', country: '' }),
    ...(!asks.channel && { channel: '' }),
    ...(!asks.documents && { document: '', conditions: [] }),
  }
}

/** Whether a form says enough to be asked. */
export const isWhole = ({ category, purpose }: Draft): boolean => category !== '' && purpose !== ''

/** The question a form asks, as OpenID AuthZEN carries it. */
export function evaluationOf(draft: Draft): Evaluation {
  const needed = neededOf(draft)
  const { purpose, recipient, country, ground, document, client, channel, conditions } = needed
  const named = { purpose, recipient, country, ground, document, client, channel }
  return {
    // An actor needs an id; without one, nobody in particular asks.
    subject: {
      type: 'actor',
      id: needed.actor.trim() || 'anybody',
      properties: { roles: [...needed.roles] },
    },
    action: { name: needed.act },
    resource: { type: needed.category, id: needed.person.trim() || '*' },
    context: {
      ...Object.fromEntries(
        Object.entries(named)
          .map(([name, value]) => [name, value.trim()] as const)
          .filter(([, value]) => value !== ''),
      ),
      ...(conditions.length > 0 && { conditions: [...conditions] }),
      ...(needed.deidentified && { deidentified: true }),
    },
  }
}

/** The same question as somebody types it into a shell; the token stands in a variable. */
export function curlOf(draft: Draft, origin: string, organisation: string): string {
  const body = JSON.stringify(evaluationOf(draft), null, 1).replaceAll(/\n\s*/g, ' ')
  return [
    'curl -s -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json"',
    `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
    `  ${origin}/organisations/${organisation}/access/v1/evaluation`,
  ].join(' \\\n')
}
