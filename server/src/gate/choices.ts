// SPDX-License-Identifier: Apache-2.0
import { SECTIONS, SYSTEMS, type Pack, type PackData } from '@yakusoku/core/packs'
import { inOrganisation } from '../database/index.ts'
import { clientsOf, receiversOf } from '../standing/index.ts'
import type { GateChoices } from './contract.ts'
import type { GatePorts } from './ports.ts'

/** Conditions that whoever asks states; the others are registered, or checked of every act. */
const stated = ['consent-difficult', 'consent-would-hinder', 'no-undue-harm', 'advance-notice'] as const

const named = (elements: readonly { id: string; name: { ja: string; en: string } }[]) =>
  elements.map(({ id, name }) => ({ id, name }))

/** What a question may be made of: elements of the policy in force, and registered receivers. */
export async function choicesOf(ports: GatePorts, organisation: string): Promise<GateChoices> {
  const pack = ports.inForce(organisation)
  const { receivers, registered } = await inOrganisation(ports.db, organisation, async (tx) => ({
    receivers: await receiversOf(tx, organisation),
    registered: await clientsOf(tx, organisation),
  }))
  return {
    version: pack.version,
    roles: named(pack.roles),
    categories: named(pack.categories),
    purposes: pack.purposes.map(({ id, name, deidentified }) => ({ id, name, deidentified })),
    recipients: named(pack.recipients),
    receivers: receivers.map(({ id, body }) => ({ id, name: { ja: body.name, en: body.name } })),
    grounds: pack.grounds.map((ground) => ({
      id: ground.id,
      name: ground.name,
      acts: ground.acts,
      document: ground.document ?? null,
      conditions: conditionsOf(ground, pack, ports.laws),
    })),
    clients: clients(pack, registered),
    channels: named(pack.channels),
    others: others(pack),
  }
}

/** Whose data it may be: a processor's are declared, others are registered. */
const clients = (pack: Pack, registered: readonly { id: string; name: string }[]): GateChoices['clients'] =>
  pack.role === 'processor'
    ? named(pack.entities.filter(({ kind }) => kind === 'client'))
    : registered.map(({ id, name }) => ({ id, name: { ja: name, en: name } }))

/** Kinds of elements, beside those a question names, by which the gate decides. */
const deciding = [
  'channel',
  'consent',
  'duty',
  'entity',
  'event',
  'minor',
  'notice',
  'retention',
  'subject',
  'transfer',
] as const

function others(pack: Pack): GateChoices['others'] {
  const elements = deciding.flatMap((kind) =>
    pack[SECTIONS[kind]].map(({ id, name }) => ({ id: `${kind}:${id}`, name })),
  )
  const systems = Object.entries(SYSTEMS).map(([id, name]) => ({ id: `system:${id}`, name }))
  return [...elements, ...systems]
}

/** Conditions of the ground itself, and of its kind in the laws on which the policy builds. */
function conditionsOf(
  { kind, conditions }: Pack['grounds'][number],
  pack: Pack,
  laws: readonly PackData[],
): GateChoices['grounds'][number]['conditions'] {
  const inLaw = kind === 'legal-process' ? 'law' : kind
  const ofLaws = laws
    .filter(({ id }) => pack.extends.includes(id))
    .flatMap(({ grounds }) => grounds.filter((ground) => ground.kind === inLaw))
  const asked = new Set([conditions, ...ofLaws.map((ground) => ground.conditions)].flat())
  return stated.filter((condition) => asked.has(condition))
}
