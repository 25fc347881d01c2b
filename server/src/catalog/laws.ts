// SPDX-License-Identifier: Apache-2.0
import { categoryMatches } from '@yakusoku/core/datamap'
import { applicableLaws, categoryOf, promisesKeptBy, type LawCase, type Pack } from '@yakusoku/core/packs'
import { inOrganisation } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { CatalogPorts } from './connected.ts'
import type { ApplicableLaws } from './contract.ts'
import { countryCode } from './countries.ts'
import type { CollectedData } from './sources.ts'

type Handling = NonNullable<LawCase['handling']>[number]

/** What a question about the law needs: the pack in force, the laws at hand, the day. */
function lawsOf(
  { laws, clock }: CatalogPorts,
  pack: Pack,
  jurisdictions: readonly string[],
  handling: readonly Handling[] | undefined,
): ApplicableLaws['laws'] {
  const asOf = clock
    .now()
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
    .toPlainDate()
    .toString()
  const found = { jurisdictions, role: pack.role, asOf, ...(handling === undefined ? {} : { handling }) }
  return applicableLaws(laws, found).map(({ id, name, version, effective }) => ({
    id,
    name,
    version,
    effective,
  }))
}

/** Which laws apply to persons of a jurisdiction; without one, to those of the organisation's own. */
export function lawsForJurisdiction(
  ports: CatalogPorts,
  organisation: string,
  asked: { readonly jurisdiction?: string | undefined; readonly handling?: readonly Handling[] | undefined },
): ApplicableLaws {
  const pack = ports.inForce(organisation)
  const { jurisdiction, handling = pack.categories.flatMap((one) => one.handling) } = asked
  const jurisdictions = jurisdiction === undefined ? pack.jurisdictions : [jurisdiction]
  return {
    jurisdictions: jurisdictions.map((code) => ({
      code,
      from: jurisdiction === undefined ? 'default' : 'asked',
    })),
    laws: lawsOf(ports, pack, jurisdictions, handling),
  }
}

const country = 'user.contact.address.country'

/** Countries that the fields of a person name, with the field each stands in. */
export function countriesIn(data: CollectedData): { code: string; field: string }[] {
  const found = data.collections.flatMap(({ collection, fields, rows }) =>
    fields
      .filter(({ categories }) => categories.some((one) => categoryMatches(one, country)))
      .flatMap(({ name }) =>
        rows.flatMap((row) => {
          const code = countryCode(row[name])
          return code === undefined ? [] : [{ code, field: `${collection}.${name}` }]
        }),
      ),
  )
  return [...new Map(found.map((one) => [one.code, one])).values()]
}

/** How the data that is there of a person must be treated, as the pack's categories mark it. */
const handlingIn = (pack: Pack, data: CollectedData): Handling[] => [
  ...new Set(
    data.collections
      .filter(({ rows }) => rows.length > 0)
      .flatMap(({ fields }) => fields.flatMap(({ categories }) => categories))
      .flatMap((fides) => categoryOf(pack, fides)?.handling ?? []),
  ),
]

/**
 * Which laws apply to somebody: by the country that the connected systems know of them, else by the first jurisdiction
 * of the organisation. That their data was read is a fact.
 */
export async function lawsForPerson(
  ports: CatalogPorts,
  collect: (identities: Readonly<Record<string, readonly string[]>>) => Promise<CollectedData>,
  organisation: string,
  actor: Reference,
  email: string,
): Promise<ApplicableLaws> {
  const pack = ports.inForce(organisation)
  const data = await collect({ email: [email] })
  const countries = countriesIn(data)
  const own = pack.jurisdictions.slice(0, 1).map((code) => ({ code, from: 'default' as const }))
  const jurisdictions =
    countries.length > 0 ? countries.map(({ code, field }) => ({ code, from: 'field' as const, field })) : own
  const codes = jurisdictions.map(({ code }) => code)
  const laws = lawsOf(ports, pack, codes, handlingIn(pack, data))
  await inOrganisation(ports.db, organisation, async (tx) => {
    const person = await ports.vault.personFor(tx, organisation, 'email', email)
    const clear = { jurisdictions: codes, laws: laws.map(({ id }) => id) }
    const promises = promisesKeptBy(pack, 'system:jurisdiction-law')
    const subject = { kind: 'person', id: person }
    const at = ports.clock.now()
    await ports.ledger.append(tx, organisation, [
      { type: 'catalog.jurisdiction-read', at, actor, subject, clear, promises },
    ])
  })
  return { jurisdictions, laws }
}
