// SPDX-License-Identifier: Apache-2.0
import { actorName } from '@yakusoku/core/gate'
import { meant, promisesKeptBy, SECTIONS, type Kind, type Pack } from '@yakusoku/core/packs'
import { refuse, text, type Text } from '../kernel/index.ts'
import type { StandingBody, StandingKind } from './contract.ts'
import { standingKinds } from './contract.ts'
import { standingRefusals } from './refusals.ts'

/** The names an entry may refer to besides those of the policy: registered receivers. */
export interface Known {
  readonly pack: Pack
  readonly receivers: readonly string[]
}

/** An entry's name within its kind; a receiver's is given, an approval's is new each time. */
export function nameOf(body: StandingBody, given: string | undefined, fresh: string): string {
  switch (body.kind) {
    case 'receiver':
    case 'word':
    case 'client':
      if (given === undefined) throw refuse(standingRefusals, 'standing.id-needed')
      return given
    case 'approval':
      return fresh
    case 'assessment':
    case 'new-purpose':
      return body.purpose
    case 'filing':
      return body.ground
    case 'check':
    case 'trouble':
      return body.recipient
    case 'notice':
      return body.notice
    case 'actor':
      return actorName(body.type, body.actor)
    case 'clearance':
      return `${body.actor}:${body.category}`
    case 'assignment':
      return `${body.actor}:${body.client}`
    default:
      return body satisfies never
  }
}

/** How an entry is addressed: `receiver:kumo-clean`. */
export const referenceOf = ({ kind, id }: { readonly kind: StandingKind; readonly id: string }): string =>
  `${kind}:${id}`

/** The entry that a reference addresses; undefined where it cannot be any. */
export function parseReference(reference: string): { kind: StandingKind; id: string } | undefined {
  const [named = '', id = ''] = reference.split(/:(.*)/s)
  const kind = standingKinds.find((one) => one === named)
  return kind !== undefined && id !== '' ? { kind, id } : undefined
}

const WHAT: Partial<Record<Kind, Text>> = {
  recipient: text('提供先', 'recipient'),
  entity: text('会社・委託元', 'entity'),
  purpose: text('利用目的', 'purpose'),
  ground: text('根拠', 'ground'),
  category: text('情報の種類', 'category'),
  notice: text('通知', 'notice'),
  role: text('役割', 'role'),
  channel: text('入手の方法', 'channel'),
}

/** Throws the refusal of the first name in an entry that nothing declares, with the nearest that something does. */
export function refuseUnknown({ pack, receivers }: Known, body: StandingBody): void {
  const known = (kind: Kind): string[] => pack[SECTIONS[kind]].map(({ id }) => id)
  const expect = (field: string, kind: Kind, id: string | undefined, more: readonly string[] = []) => {
    const names = [...known(kind), ...more]
    if (id === undefined || names.includes(id)) return
    throw unknown(field, WHAT[kind] ?? text(kind, kind), id, names)
  }
  const client = (id: string) => {
    const clients = pack.entities.filter(({ kind }) => kind === 'client').map((entity) => entity.id)
    if (!clients.includes(id)) throw unknown('client', text('委託元', 'client'), id, clients)
  }
  if (body.kind === 'receiver') {
    expect('class', 'recipient', body.class)
    expect('entity', 'entity', body.entity)
  } else if (body.kind === 'approval') {
    client(body.client)
    expect('purpose', 'purpose', body.purpose)
    expect('receiver', 'recipient', body.receiver, receivers)
  } else if (body.kind === 'assessment' || body.kind === 'new-purpose')
    expect('purpose', 'purpose', body.purpose)
  else if (body.kind === 'filing') expect('ground', 'ground', body.ground)
  else if (body.kind === 'check' || body.kind === 'trouble')
    expect('recipient', 'recipient', body.recipient, receivers)
  else if (body.kind === 'notice') expect('notice', 'notice', body.notice)
  else if (body.kind === 'assignment') client(body.client)
  // Its id is checked where it is named.
  else if (body.kind === 'client') return
  else if (body.kind === 'actor') for (const role of body.roles) expect('roles', 'role', role)
  else if (body.kind === 'word') {
    const { says, means } = body
    expect('says.category', 'category', says.category)
    expect('means.category', 'category', means.category)
    expect('means.purpose', 'purpose', means.purpose)
    expect('means.recipient', 'recipient', means.recipient, receivers)
    expect('means.channel', 'channel', means.channel)
    if (means.client !== undefined) client(means.client)
  } else {
    expect('category', 'category', body.category)
    refuseUnrestricted(pack, body.category)
  }
}

/** Throws where a processor registers a client that its policy does not name: what is entrusted is declared there. */
export function refuseUndeclaredClient({ role, entities }: Pack, id: string): void {
  if (role !== 'processor') return
  const clients = entities.filter(({ kind }) => kind === 'client').map((entity) => entity.id)
  if (!clients.includes(id)) throw unknown('id', text('委託元', 'client'), id, clients)
}

const unknown = (field: string, what: Text, id: string, names: readonly string[]) => {
  const { ja, en } = meant(id, names)
  const words = { field, unknown: id, whatJa: what.ja, whatEn: what.en, meantJa: ja, meantEn: en }
  return refuse(standingRefusals, 'standing.unknown', words)
}

function refuseUnrestricted({ categories }: Pack, category: string): void {
  const restricted = categories.filter(({ handling }) => handling.includes('restricted'))
  if (restricted.some(({ id }) => id === category)) return
  const known = restricted.map(({ id }) => id).join(', ')
  throw refuse(standingRefusals, 'standing.not-restricted', {
    category,
    knownJa: known === '' ? 'ありません' : known,
    knownEn: known === '' ? 'there is none' : known,
  })
}

/** Throws where the days of an entry cannot be. */
export function refuseWrongDays(
  body: StandingBody,
  { since, until, today }: { since: string; until: string | null; today: string },
): void {
  if (until !== null && until < since) throw refuse(standingRefusals, 'standing.wrong-days', { since, until })
  if (body.kind === 'notice' && since > today) throw refuse(standingRefusals, 'standing.day-ahead', { since })
}

/** What of the policy an entry carries out, as references of `keptBy`. */
function keeps(body: StandingBody): string[] {
  switch (body.kind) {
    case 'receiver':
      return [
        `recipient:${body.class}`,
        'system:contractor-standing',
        ...(body.entity === undefined ? [] : [`entity:${body.entity}`, 'system:group-membership']),
      ]
    case 'approval':
      return [
        'system:client-approval',
        `entity:${body.client}`,
        ...(body.receiver === undefined
          ? []
          : ['system:re-entrustment-approval', `recipient:${body.receiver}`]),
      ]
    case 'assessment':
      return [`purpose:${body.purpose}`, 'system:balancing-assessment']
    case 'filing':
      return [`ground:${body.ground}`]
    case 'check':
      return [`recipient:${body.recipient}`, 'system:transfer-check']
    case 'clearance':
      return [`category:${body.category}`, 'system:clearance']
    case 'assignment':
      return [`entity:${body.client}`, 'system:handling-personnel']
    case 'notice':
      return [`notice:${body.notice}`, 'system:advance-notice']
    case 'new-purpose':
      return [`purpose:${body.purpose}`, 'system:purpose-change']
    case 'trouble':
      return [`recipient:${body.recipient}`, 'system:transfer-check']
    case 'client':
      return body.within === undefined ? [] : ['system:localisation']
    case 'actor':
      return ['system:access-control']
    // It says what a caller means, and keeps no promise by that.
    case 'word':
      return []
    default:
      return body satisfies never
  }
}

/** The ids of the promises that an entry serves. */
export const promisesOf = (pack: Pack, body: StandingBody): string[] => [
  ...new Set(keeps(body).flatMap((reference) => promisesKeptBy(pack, reference))),
]
