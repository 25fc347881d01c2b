// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import type { CatalogCategory, elsewhereForms } from './contract.ts'
import type { Finding } from './drift.ts'
import { tieFields, type System, type TiedField } from './ties.ts'

/** What scans and decisions say about the categories of a pack. */
export interface Standing {
  readonly systems: readonly System[]
  /** Of which categories devices sent readings. */
  readonly collected: readonly {
    readonly category: string
    readonly collector: string
    readonly fields: readonly string[]
    readonly readings: number
  }[]
  /** Drift nobody decided about yet. */
  readonly open: readonly Finding[]
  readonly elsewhere: readonly {
    readonly category: string
    readonly form: (typeof elsewhereForms)[number]
    readonly place: string | null
  }[]
}

/** Each category of the pack with its channels, subjects, purposes, retention and recipients, and where it is held. */
export function categoryViews(pack: Pack, standing: Standing): CatalogCategory[] {
  const fields = standing.systems.flatMap((system) => tieFields(system, pack))
  return pack.categories.map((category) => {
    const { id, name, fides, handling, ifWithheld } = category
    const held = fields.filter((field) => field.there === true && field.categories.includes(id))
    const sent = standing.collected.filter((one) => one.category === id)
    const declared = standing.elsewhere.find((one) => one.category === id)
    const elsewhere = declared === undefined ? null : { form: declared.form, place: declared.place }
    return {
      id,
      name,
      fides,
      handling,
      state: stateOf(standing, held.length + sent.length > 0, elsewhere !== null),
      ...promised(pack, category),
      ifWithheld: ifWithheld ?? null,
      promises: promisesKeptBy(pack, `category:${id}`),
      systems: [...placesOf(held), ...sent.map(deviceOf)],
      elsewhere,
      drift: standing.open.filter((one) => one.category === id).length,
    }
  })
}

function stateOf({ systems }: Standing, held: boolean, elsewhere: boolean): CatalogCategory['state'] {
  if (held) return 'found'
  if (elsewhere) return 'elsewhere'
  return systems.length === 0 || systems.some(({ survey }) => survey === undefined) ? 'unknown' : 'not-found'
}

type Promised = Pick<CatalogCategory, 'channels' | 'subjects' | 'purposes' | 'retention' | 'recipients'>

/** What the pack says of a category. Recipients without categories of their own get what their purposes use. */
function promised(pack: Pack, { id, channels, subjects }: Pack['categories'][number]): Promised {
  const purposes = pack.purposes.filter(({ uses }) => uses.includes(id))
  const using = new Set(purposes.map((purpose) => purpose.id))
  const receives = ({ categories, purposes: own }: Pack['recipients'][number]) =>
    categories.length > 0 ? categories.includes(id) : own.some((one) => using.has(one))
  return {
    channels: pack.channels
      .filter((one) => channels.includes(one.id))
      .map(({ id: channel, name, from }) => ({ id: channel, name, from })),
    subjects: pack.subjects.filter((one) => subjects.includes(one.id)).map(named),
    purposes: purposes.map(named),
    retention: pack.retention
      .filter(({ categories }) => categories.includes(id))
      .map((one) => ({ ...named(one), rule: one.rule })),
    recipients: pack.recipients.filter(receives).map((one) => ({ ...named(one), kind: one.kind })),
  }
}

const named = <Element extends { id: string; name: { ja: string; en: string } }>({ id, name }: Element) => ({
  id,
  name,
})

const deviceOf = ({ collector, fields, readings }: Standing['collected'][number]) => ({
  source: collector,
  fields: fields.map((field) => ({ collection: 'readings', field })),
  rows: readings,
})

function placesOf(held: readonly TiedField[]): CatalogCategory['systems'] {
  return [...Map.groupBy(held, ({ source }) => source)].map(([source, fields]) => {
    const tables = new Set(fields.flatMap(({ table }) => table ?? []))
    const rows = [...tables].reduce((sum, table) => sum + table.rows, 0)
    return { source, fields: fields.map(({ collection, field }) => ({ collection, field })), rows }
  })
}
