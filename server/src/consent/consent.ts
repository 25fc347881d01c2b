// SPDX-License-Identifier: Apache-2.0
import { meant, SECTIONS, type Kind, type Pack } from '@yakusoku/core/packs'
import { refuse, text, type Text } from '../kernel/index.ts'
import type { Command } from './commands.ts'
import { consentRefusals } from './refusals.ts'
import type { State } from './state.ts'

/** What a command is judged by. */
export interface Matter {
  /** The policy in force, and all of its versions that were not withdrawn. */
  readonly pack: Pack
  readonly history: readonly Pack[]
  /** YYYY-MM-DD in the organisation's zone. */
  readonly today: string
}

const WHAT: Partial<Record<Kind, Text>> = {
  consent: text('同意', 'consent'),
  purpose: text('利用目的', 'purpose'),
  category: text('情報の種類', 'category'),
  event: text('出来事', 'event'),
  subject: text('本人の種類', 'kind of person'),
}

/** Throws the refusal of a command that cannot be, and gives the state after it otherwise. */
export function decide(matter: Matter, state: State, command: Command): State {
  refuseUnknown(matter, command)
  refuseIdle(matter, state, command)
  return evolve(state, command)
}

/** The state after a command; taking back what does not stand changes nothing. */
export function evolve(state: State, command: Command): State {
  switch (command.type) {
    case 'give':
      return { ...state, consents: added(state.consents, command.consent) }
    case 'withdraw':
      return { ...state, consents: without(state.consents, command.consent) }
    case 'object':
      return { ...state, objections: added(state.objections, command.purpose) }
    case 'lift-objection':
      return { ...state, objections: without(state.objections, command.purpose) }
    case 'restrict':
      return { ...state, restricted: added(state.restricted, ...command.categories) }
    case 'lift-restriction':
      return { ...state, restricted: lifted(state.restricted, command.categories) }
    case 'suspend':
      return { ...state, suspended: added(state.suspended, command.what) }
    case 'resume':
      return { ...state, suspended: without(state.suspended, command.what) }
    case 'describe':
      return described(state, command)
    case 'happened':
      return { ...state, happened: added(state.happened, command.event) }
    case 'correct-event':
      return { ...state, happened: without(state.happened, command.event) }
    case 'retention-over':
      return { ...state, over: added(state.over, command.category) }
    case 'retention-runs':
      return { ...state, over: without(state.over, command.category) }
    case 'agree-beyond':
    case 'withdraw-beyond':
      return { ...state, beyond: beyond(state.beyond, command) }
    default:
      return command satisfies never
  }
}

const added = <T extends string>(list: readonly T[], ...more: readonly T[]): T[] =>
  [...new Set([...list, ...more])].sort()

const without = <T extends string>(list: readonly T[], ...less: readonly T[]): T[] =>
  list.filter((one) => !less.includes(one))

/** Lifting all lifts each; lifting one leaves a restriction of all as it is. */
const lifted = (list: readonly string[], categories: readonly string[]): string[] =>
  categories.includes('*') ? [] : without(list, ...categories)

const described = (
  state: State,
  { jurisdictions, guardian, subjects }: Extract<Command, { type: 'describe' }>,
) => ({
  ...state,
  ...(jurisdictions !== undefined && { jurisdictions: added([], ...jurisdictions) }),
  ...(guardian !== undefined && { guardian }),
  ...(subjects !== undefined && { subjects: added([], ...subjects) }),
})

function beyond(
  list: State['beyond'],
  { type, purpose, category }: Extract<Command, { type: 'agree-beyond' | 'withdraw-beyond' }>,
): State['beyond'] {
  const others = list.filter((use) => use.purpose !== purpose || use.category !== category)
  return type === 'agree-beyond' ? [...others, { purpose, category }] : others
}

/** What is taken back may be of an earlier policy, as long as it stands; what is new is of the one in force. */
function refuseUnknown({ pack, history }: Matter, command: Command): void {
  const expect = (field: string, kind: Kind, ids: readonly string[]) => {
    const known = pack[SECTIONS[kind]].map((one) => one.id)
    for (const id of ids) if (!known.includes(id)) throw unknown(field, kind, id, known)
  }
  if (command.type === 'give') refuseUnseen({ pack, history }, command)
  else if (command.type === 'object') expect('purpose', 'purpose', [command.purpose])
  else if (command.type === 'restrict') expect('categories', 'category', without(command.categories, '*'))
  else if (command.type === 'describe') expect('subjects', 'subject', command.subjects ?? [])
  else if (command.type === 'happened') expect('event', 'event', [command.event])
  else if (command.type === 'retention-over') expect('category', 'category', [command.category])
  else if (command.type === 'agree-beyond') {
    expect('purpose', 'purpose', [command.purpose])
    expect('category', 'category', [command.category])
  }
}

const unknown = (field: string, kind: Kind, id: string, known: readonly string[]) => {
  const what = WHAT[kind] ?? text(kind, kind)
  const { ja, en } = meant(id, known)
  const words = { field, unknown: id, whatJa: what.ja, whatEn: what.en, meantJa: ja, meantEn: en }
  return refuse(consentRefusals, 'consent.unknown', words)
}

/** The person saw the words of a version that had them. */
function refuseUnseen(
  { pack, history }: Pick<Matter, 'pack' | 'history'>,
  { consent, version }: Extract<Command, { type: 'give' }>,
): void {
  if (!pack.consents.some(({ id }) => id === consent))
    throw unknown(
      'consent',
      'consent',
      consent,
      pack.consents.map(({ id }) => id),
    )
  const seen = history.find((one) => one.version === version)
  if (seen === undefined) {
    const known = history.map((one) => one.version).join(', ')
    throw refuse(consentRefusals, 'consent.unknown-version', { version, known })
  }
  if (!seen.consents.some(({ id }) => id === consent))
    throw refuse(consentRefusals, 'consent.not-in-version', { version, consent })
}

/** Nothing is taken back that does not stand: whoever asks named another person, or another thing. */
function refuseIdle({ pack, today }: Matter, state: State, command: Command): void {
  const expect = (stands: boolean, subject: string) => {
    if (!stands) throw refuse(consentRefusals, 'consent.does-not-stand', { subject })
  }
  if (command.type === 'withdraw') {
    const known = pack.consents.find(({ id }) => id === command.consent)
    if (known === undefined && !state.consents.includes(command.consent))
      throw unknown(
        'consent',
        'consent',
        command.consent,
        pack.consents.map(({ id }) => id),
      )
    expect(state.consents.includes(command.consent), command.consent)
    if (known?.withdrawable === false)
      throw refuse(consentRefusals, 'consent.not-withdrawable', { consent: command.consent })
  } else if (command.type === 'lift-objection')
    expect(state.objections.includes(command.purpose), command.purpose)
  else if (command.type === 'lift-restriction') {
    const standing = state.restricted
    const all = command.categories.includes('*')
    for (const id of all ? [] : command.categories) expect(standing.includes(id), id)
    if (all) expect(standing.length > 0, '*')
  } else if (command.type === 'resume') expect(state.suspended.includes(command.what), command.what)
  else if (command.type === 'correct-event') expect(state.happened.includes(command.event), command.event)
  else if (command.type === 'retention-runs') expect(state.over.includes(command.category), command.category)
  else if (command.type === 'withdraw-beyond') {
    const { purpose, category } = command
    const stands = state.beyond.some((use) => use.purpose === purpose && use.category === category)
    expect(stands, `${purpose} / ${category}`)
  } else if (command.type === 'describe' && command.born)
    if (command.born > today || command.born < '1900-01-01')
      throw refuse(consentRefusals, 'consent.wrong-birth')
}

/** What of the policy a command carries out, as references of `keptBy`. */
export function keeps(pack: Pack, command: Command): string[] {
  const rights = (...kinds: Pack['rights'][number]['kind'][]) =>
    pack.rights.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => `right:${id}`)
  switch (command.type) {
    case 'give':
      return [`consent:${command.consent}`, 'system:prior-consent']
    case 'withdraw':
      return [`consent:${command.consent}`, 'system:consent-withdrawal', ...rights('consent-withdrawal')]
    case 'object':
    case 'lift-objection':
      return [`purpose:${command.purpose}`, ...rights('objection')]
    case 'restrict':
    case 'lift-restriction':
      return ['system:restriction', ...rights('restriction')]
    case 'suspend':
    case 'resume':
      return [
        'system:restriction',
        ...rights(command.what === 'use' ? 'suspension-of-use' : 'suspension-of-provision'),
      ]
    case 'describe':
      return [
        ...(command.born === undefined && command.guardian === undefined ? [] : ['system:age-check']),
        ...(command.jurisdictions === undefined ? [] : ['system:jurisdiction-law']),
      ]
    case 'happened':
    case 'correct-event':
      return [`event:${command.event}`]
    case 'retention-over':
    case 'retention-runs':
      return [
        'system:scheduled-disposal',
        ...pack.retention
          .filter(({ categories }) => categories.includes(command.category))
          .map(({ id }) => `retention:${id}`),
      ]
    case 'agree-beyond':
    case 'withdraw-beyond':
      return [`purpose:${command.purpose}`, 'system:prior-consent']
    default:
      return command satisfies never
  }
}
