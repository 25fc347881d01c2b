// SPDX-License-Identifier: Apache-2.0
import { identifierKind, personKey } from '@yakusoku/core/gate'
import { NOBODY } from '@yakusoku/core/gate'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { listFacts, type Reference } from '../ledger/index.ts'
import type { PersonChoices, PersonEvent, PersonKnown } from './contract.ts'
import type { ConsentPorts } from './ports.ts'
import { personState } from './read.ts'
import { viewOf } from './state.ts'

const historyLength = 50
/** The facts of a person are read so many at a time, and so often: most of them may be of other capabilities. */
const [pageSize, mostPages] = [200, 10]

type Fact = Awaited<ReturnType<typeof listFacts>>[number]['fact']

/** What is known of the person an identifier names, with its history; asking is a fact. */
export function lookUp(
  ports: ConsentPorts,
  organisation: string,
  identifier: string,
  reader: Reference,
): Promise<PersonKnown> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const key = personKey(await ports.vault.gateKey(tx, organisation), identifier)
    const found = await personState(ports, tx, organisation, key)
    const known = found?.state !== undefined
    const person = await noteReading(ports, tx, organisation, { identifier, known }, reader)
    const facts = person === undefined ? [] : await factsOf(tx, organisation, person)
    const history = await eventsOf(ports, tx, organisation, facts.slice(0, historyLength))
    return {
      known,
      position: found === undefined ? null : String(found.position),
      state: viewOf(found?.state ?? NOBODY, found?.state?.born ?? null),
      history,
      more: facts.length > historyLength,
    }
  })
}

/** Records that somebody read how a person stands; gives the person, where the vault knows one by this identifier. */
export async function noteReading(
  ports: Pick<ConsentPorts, 'vault' | 'ledger' | 'clock' | 'inForce'>,
  tx: Tx,
  organisation: string,
  { identifier, known }: { readonly identifier: string; readonly known: boolean },
  reader: Reference,
): Promise<string | undefined> {
  const person = await ports.vault.findPerson(tx, organisation, identifierKind(identifier), identifier)
  await ports.ledger.append(tx, organisation, [
    {
      type: 'consent.read',
      at: ports.clock.now(),
      actor: reader,
      ...(person !== undefined && { subject: { kind: 'person', id: person } }),
      clear: { known },
      promises: promisesKeptBy(ports.inForce(organisation), 'system:access-records'),
    },
  ])
  return person
}

/** The facts of this capability about a person, newest first, one more than are shown. */
async function factsOf(tx: Tx, organisation: string, subject: string): Promise<Fact[]> {
  const found: Fact[] = []
  let before: string | undefined
  for (let page = 0; page < mostPages && found.length <= historyLength; page += 1) {
    const facts = await listFacts(tx, organisation, { subject, before, limit: pageSize })
    found.push(...facts.map(({ fact }) => fact).filter(isOurs))
    before = facts.at(-1)?.fact.id
    if (facts.length < pageSize) break
  }
  return found
}

const isOurs = ({ type }: Fact): boolean => type.startsWith('consent.') && type !== 'consent.read'

async function eventsOf(
  ports: ConsentPorts,
  tx: Tx,
  organisation: string,
  facts: readonly Fact[],
): Promise<PersonEvent[]> {
  const values = facts.flatMap(({ person, sealed }) =>
    person === null || sealed === null ? [] : [{ person, sealed: Buffer.from(sealed, 'base64url') }],
  )
  const opened = await ports.vault.openAll(tx, organisation, values)
  const by = await ports.nameActors(facts.map(({ actor }) => actor))
  return facts.map((fact, at) => {
    const { channel, ...about } = fact.clear
    const { person: _person, evidence, ...sealed } = parsed(opened[at])
    return {
      fact: fact.id,
      type: fact.type,
      at: fact.time,
      by: by(fact.actor),
      channel: typeof channel === 'string' ? channel : null,
      about: { ...about, ...sealed },
      evidence: typeof evidence === 'string' ? evidence : null,
      promises: fact.promises,
    }
  })
}

const parsed = (bytes: Uint8Array | undefined): Record<string, unknown> =>
  bytes === undefined ? {} : (JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>)

/** What may be said of people, by the policy in force. */
export function choicesOf(pack: Pack, history: readonly Pack[]): PersonChoices {
  const named = (elements: readonly { id: string; name: { ja: string; en: string } }[]) =>
    elements.map(({ id, name }) => ({ id, name }))
  return {
    version: pack.version,
    versions: history.map(({ version }) => version),
    consents: pack.consents.map(({ id, name, text, withdrawable }) => ({ id, name, text, withdrawable })),
    purposes: named(pack.purposes),
    categories: named(pack.categories),
    events: named(pack.events),
    subjects: named(pack.subjects),
  }
}
