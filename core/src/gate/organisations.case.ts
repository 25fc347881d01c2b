// SPDX-License-Identifier: Apache-2.0
// The five organisations with their laws, and the facts by which what they promise may be done.
import { readdirSync, readFileSync } from 'node:fs'
import { loadPack, type ElementOf, type PackData } from '@yakusoku/core/packs'
import { nearestOf, withAbove, type Weighed } from './case.ts'
import { NOBODY, NOTHING, type Person, type Standing } from './facts.ts'
import { OUTWARD, type Act, type Question } from './question.ts'

const packs = new URL('../../../packs/', import.meta.url)

function read(id: string, files: readonly string[]): PackData {
  const sources = files.map((path) => ({
    path,
    bytes: new Uint8Array(readFileSync(new URL(`${id}/${path}`, packs))),
  }))
  const { pack, problems } = loadPack(sources)
  if (!pack) throw new Error(`${id}: ${problems.map(({ message }) => message.en).join(' ')}`)
  return pack
}

/** Every law pack that there is. */
const LAWS = readdirSync(new URL('law/', packs)).map((id) => read(`law/${id}`, ['pack.yaml']))

/** The five packs. */
export const ORGANISATIONS = ['cleaning', 'staffing', 'homecare', 'trading', 'processor'].map((id) =>
  read(id, ['pack.yaml', 'policy.ja.md', 'policy.en.md']),
)

const ON = '2026-11-22'
const ACTOR = 'kaede'
const LATER = '2027-11-21'

const idsOf = (elements: readonly { id: string }[]): string[] => elements.map(({ id }) => id)

/** A person who agreed to everything, and to whom everything happened. */
const person = (pack: PackData): Person => ({
  ...NOBODY,
  jurisdictions: ['JP'],
  consents: idsOf(pack.consents),
  happened: idsOf(pack.events),
})

/** Everything registered: a receiver of each class by the name of the class, all told, assessed, filed, approved. */
function standing(pack: PackData): Standing {
  const clients = idsOf(pack.entities.filter(({ kind }) => kind === 'client'))
  const all = idsOf(pack.categories)
  // What no client contracted needs the agreement of the one whose data it is.
  const beyondContract = idsOf(
    pack.purposes.filter(({ id }) => !pack.entities.some(({ services }) => services.includes(id))),
  )
  return {
    ...NOTHING,
    receivers: Object.fromEntries(
      pack.recipients.map((each) => [
        each.id,
        {
          class: each.id,
          entity: each.members[0],
          country: each.countries[0],
          contractUntil: LATER,
          assessedUntil: LATER,
        },
      ]),
    ),
    notices: Object.fromEntries(idsOf(pack.notices).map((id) => [id, '2026-04-01'])),
    assessments: idsOf(pack.purposes),
    filed: idsOf(pack.grounds),
    checked: idsOf(pack.recipients),
    approvals: (clients.length > 0 ? clients : [pack.id]).flatMap((client) => [
      ...pack.recipients.map(({ id }) => ({ client, receiver: id })),
      ...beyondContract.map((purpose) => ({ client, purpose })),
    ]),
    clearances: { [ACTOR]: all },
    assignments: { [ACTOR]: clients },
  }
}

/** All that lets an organisation do what it promises. */
export const allWell = (pack: PackData): Weighed => ({
  pack,
  laws: LAWS,
  person: person(pack),
  standing: standing(pack),
  on: ON,
})

/** The categories a purpose uses, itself or by those above. */
export const usedBy = (pack: PackData, purpose: ElementOf<'purpose'>): string[] => [
  ...new Set(withAbove(pack, purpose).flatMap(({ uses }) => uses)),
]

/** The roles that may act for a purpose. */
export const rolesOf = (pack: PackData, purpose: ElementOf<'purpose'>): string[] =>
  nearestOf(withAbove(pack, purpose), ({ roles }) => roles)

/** The client that contracted a purpose for such data, where one did. */
function clientOf(pack: PackData, purpose: ElementOf<'purpose'>, category: string): string | undefined {
  const above = idsOf(withAbove(pack, purpose))
  const using = idsOf(pack.purposes.filter(({ uses }) => uses.includes(category)))
  const contracted = pack.entities.find(({ services }) => services.some((id) => above.includes(id)))
  return (contracted ?? pack.entities.find(({ services }) => services.some((id) => using.includes(id))))?.id
}

/** A question about the use of a category for a purpose, by somebody in a role. */
export const useOf = (
  pack: PackData,
  purpose: ElementOf<'purpose'>,
  category: string,
  role: string,
): Question => ({
  act: 'use',
  actor: { id: ACTOR, roles: [role] },
  category,
  purpose: purpose.id,
  client: clientOf(pack, purpose, category),
})

/** The questions by which a recipient may be given a category for a purpose: one for each ground and outward act of it. */
export const waysTo = (
  pack: PackData,
  recipient: ElementOf<'recipient'>,
  purpose: ElementOf<'purpose'>,
  category: string,
): Question[] =>
  pack.grounds
    .filter(({ id }) => recipient.grounds.includes(id))
    .flatMap((ground) =>
      ground.acts
        .filter((act: Act) => OUTWARD.includes(act))
        .map((act) => ({
          ...useOf(pack, purpose, category, rolesOf(pack, purpose)[0] ?? ''),
          act,
          recipient: recipient.id,
          ground: ground.id,
          document: 'No. 12',
          conditions: ground.conditions,
          deidentified: purpose.deidentified,
        })),
    )
