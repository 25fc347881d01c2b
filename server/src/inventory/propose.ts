// SPDX-License-Identifier: Apache-2.0
import { allFields, type Dataset } from '@yakusoku/core/datamap'
import type { Computed, Local } from '@yakusoku/core/inventory'
import { categoryOf, findElement, retentionOf, type ElementOf, type Pack } from '@yakusoku/core/packs'
import { text } from '../kernel/index.ts'
import { storageLimit, useLimit } from './retention-words.ts'

type Category = ElementOf<'category'>
type Purpose = ElementOf<'purpose'>

/** An entry as policy and catalog give it: one category used for one purpose. */
export interface Proposal {
  /** `category/purpose`; a category that no purpose uses has `-` for its purpose. */
  readonly source: string
  readonly cells: Readonly<Record<string, Computed>>
}

/** Where a category is held: the system and its fields, by the data maps. */
interface Held {
  readonly system: string
  readonly fields: readonly string[]
}

interface Case {
  readonly pack: Pack
  readonly category: Category
  readonly purpose: Purpose | undefined
  readonly held: readonly Held[]
  readonly recipients: readonly ElementOf<'recipient'>[]
  readonly retention: readonly ElementOf<'retention'>[]
}

/** What the inventory should hold by the policy in force and the connected systems: each category by each purpose. */
export function propose(pack: Pack, datasets: readonly Dataset[]): Proposal[] {
  const heldBy = holdings(pack, datasets)
  return pack.categories.flatMap((category) => {
    const using = pack.purposes.filter(({ uses }) => uses.includes(category.id))
    const purposes = using.length === 0 ? [undefined] : using
    return purposes.map((purpose) => {
      const one: Case = {
        pack,
        category,
        purpose,
        held: heldBy.get(category.id) ?? [],
        recipients: recipientsOf(pack, category, purpose),
        retention: pack.retention.filter(({ categories }) => categories.includes(category.id)),
      }
      return { source: `${category.id}/${purpose?.id ?? '-'}`, cells: cellsOf(one) }
    })
  })
}

function holdings(pack: Pack, datasets: readonly Dataset[]): Map<string, Held[]> {
  const found = new Map<string, Held[]>()
  for (const dataset of datasets) {
    const byCategory = new Map<string, string[]>()
    for (const collection of dataset.collections)
      for (const field of allFields(collection.fields)) {
        const keys = field.categories.length > 0 ? field.categories : collection.categories
        for (const id of new Set(keys.flatMap((key) => categoryOf(pack, key)?.id ?? []))) {
          const path = `${dataset.key}.${collection.name}.${field.path.join('.')}`
          const fields = byCategory.get(id)
          if (fields) fields.push(path)
          else byCategory.set(id, [path])
        }
      }
    for (const [id, fields] of byCategory)
      found.set(id, [...(found.get(id) ?? []), { system: dataset.name ?? dataset.key, fields }])
  }
  return found
}

function recipientsOf(pack: Pack, { id }: Category, purpose: Purpose | undefined) {
  return pack.recipients.filter(
    ({ categories, purposes }) =>
      categories.includes(id) &&
      purpose !== undefined &&
      (purposes.length === 0 || purposes.includes(purpose.id)),
  )
}

const lines = (values: readonly Local[]): Local => {
  const once = [...new Map(values.map((value) => [value.ja, value])).values()]
  return text(once.map(({ ja }) => ja).join('\n'), once.map(({ en }) => en).join('\n'))
}
const names = (elements: readonly { readonly name: Local }[]) => lines(elements.map(({ name }) => name))
const same = (value: string) => text(value, value)
const sections = {
  purposes: '利用目的',
  roles: '役割',
  categories: '情報の区分',
  subjects: '本人の区分',
  jurisdictions: '国・地域',
  basis: '利用目的の根拠',
  channels: '取得経路',
  consents: '同意',
  recipients: '提供先',
  grounds: '提供の根拠',
  retention: '保存期間',
  disposals: '廃棄方法',
} as const
const policy = (what: keyof typeof sections, ids: readonly string[]) => {
  const list = ids.join(', ')
  return text(`方針の${sections[what]} ${list}`, `${what} of the policy: ${list}`)
}
const idsOf = (elements: readonly { readonly id: string }[]) => elements.map(({ id }) => id)

/** The computed cells of a case, empty ones left out. */
function cellsOf(one: Case): Record<string, Computed> {
  const all = {
    ...basics(one),
    ...acquisition(one),
    ...inside(one),
    ...outside(one),
    ...end(one),
    ...control(one),
  }
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, Computed] => Boolean(pair[1]?.value.ja)),
  )
}

type Made = Record<string, Computed | undefined>

function basics({ pack, category, purpose }: Case): Made {
  const above = (purpose?.under ?? []).flatMap((id) => findElement(pack, 'purpose', id) ?? [])
  const roles = rolesOf(pack, purpose)
  const subjects = category.subjects.flatMap((id) => findElement(pack, 'subject', id) ?? [])
  const purposes = purpose === undefined ? [] : [purpose]
  return {
    process: {
      value: names(above.length > 0 ? above : purposes),
      why: policy('purposes', idsOf(above.length > 0 ? above : purposes)),
    },
    department: { value: names(roles), why: policy('roles', idsOf(roles)) },
    item: { value: category.name, why: policy('categories', [category.id]) },
    subject: { value: names(subjects), why: policy('subjects', idsOf(subjects)) },
    region: { value: same(pack.jurisdictions.join('\n')), why: policy('jurisdictions', pack.jurisdictions) },
    purpose: { value: names(purposes), why: policy('purposes', idsOf(purposes)) },
    basis: purpose?.basis && { value: same(purpose.basis), why: policy('basis', [purpose.id]) },
  }
}

function rolesOf(pack: Pack, purpose: Purpose | undefined) {
  return (purpose?.roles ?? []).flatMap((id) => findElement(pack, 'role', id) ?? [])
}

const methods = {
  person: text('本人から', 'From the person'),
  'third-party': text('第三者から', 'From a third party'),
  technical: text('自動的に取得', 'Automatically'),
  succession: text('事業の承継', 'By succession of business'),
} as const

function acquisition({ pack, category, purpose }: Case): Made {
  const channels = category.channels.flatMap((id) => findElement(pack, 'channel', id) ?? [])
  const written = channels.filter(({ from, acknowledges }) => from === 'person' && acknowledges)
  const why = policy('channels', idsOf(channels))
  const direct = written.length > 0 ? 'yes' : channels.every(({ from }) => from !== 'person') ? 'no' : ''
  const consents = pack.consents.filter(({ purposes }) => purpose && purposes.includes(purpose.id))
  const asked = purpose?.basis === 'consent' || consents.length > 0
  return {
    route: { value: names(channels), why },
    method: { value: lines(channels.map(({ from }) => methods[from])), why },
    direct: { value: same(channels.length > 0 ? direct : ''), why },
    consent: purpose && {
      value: same(asked ? 'yes' : purpose.basis === undefined ? '' : 'no'),
      why: policy(
        consents.length > 0 ? 'consents' : 'basis',
        consents.length > 0 ? idsOf(consents) : [purpose.id],
      ),
    },
  }
}

function inside({ pack, purpose, held, retention }: Case): Made {
  const roles = rolesOf(pack, purpose)
  const managers = pack.roles.filter(({ account }) => account === 'privacy-manager')
  const paper = retention
    .flatMap(({ disposals }) => disposals)
    .some((id) => findElement(pack, 'disposal', id)?.of === 'paper')
  const maps = text('データマップ', 'the data maps')
  const medium = held.length === 0 ? '' : paper ? 'both' : 'electronic'
  return {
    system: { value: lines(held.map(({ system }) => same(system))), why: maps },
    fields: { value: lines(held.flatMap(({ fields }) => fields.map(same))), why: maps },
    medium: {
      value: same(medium),
      why: text('データマップと廃棄方法', 'the data maps and the disposal methods'),
    },
    access: { value: names(roles), why: policy('roles', idsOf(roles)) },
    manager: managers[0] && { value: managers[0].name, why: policy('roles', [managers[0].id]) },
  }
}

const entrusted = new Set(['contractor'])

function outside({ pack, recipients }: Case): Made {
  const contractors = recipients.filter(({ kind }) => entrusted.has(kind))
  const others = recipients.filter(({ kind }) => !entrusted.has(kind))
  const grounds = others.flatMap((one) => one.grounds.flatMap((id) => findElement(pack, 'ground', id) ?? []))
  const home = new Set(pack.jurisdictions.length > 0 ? pack.jurisdictions : ['JP'])
  const transfers = pack.transfers.filter(({ recipient }) => idsOf(recipients).includes(recipient))
  const countries = [
    ...recipients.flatMap((one) => one.countries),
    ...transfers.map(({ country }) => country),
  ]
  return {
    entrustee: { value: names(contractors), why: policy('recipients', idsOf(contractors)) },
    provision: { value: names(others), why: policy('recipients', idsOf(others)) },
    provisionGround: { value: names(grounds), why: policy('grounds', [...new Set(idsOf(grounds))]) },
    abroad: {
      value: lines(countries.filter((country) => !home.has(country)).map(same)),
      why: policy('recipients', idsOf(recipients)),
    },
  }
}

function end({ pack, category, retention }: Case): Made {
  const rules = retentionOf(pack, category.id).map(({ rule }) => rule)
  const disposals = retention
    .flatMap((one) => one.disposals)
    .flatMap((id) => findElement(pack, 'disposal', id) ?? [])
  const why = policy('retention', idsOf(retention))
  return {
    useLimit: { value: lines(rules.flatMap((rule) => useLimit(pack, rule))), why },
    storageLimit: { value: lines(rules.map((rule) => storageLimit(pack, rule))), why },
    disposal: {
      value: lines(disposals.map(({ method }) => method)),
      why: policy('disposals', [...new Set(idsOf(disposals))]),
    },
  }
}

const grave = new Set(['special-care', 'my-number', 'financial-risk', 'biometric', 'secret'])
const serious = new Set(['restricted', 'identification-code', 'free-text'])

function control({ pack, category }: Case): Made {
  const has = (kind: (typeof category.handling)[number]) => (category.handling.includes(kind) ? 'yes' : 'no')
  const why = text(
    `情報の区分 ${category.id} の取扱い：${category.handling.join(', ') || '定めなし'}`,
    `handling of the category ${category.id}: ${category.handling.join(', ') || 'none'}`,
  )
  const severity = category.handling.some((one) => grave.has(one))
    ? 'high'
    : category.handling.some((one) => serious.has(one))
      ? 'medium'
      : 'low'
  return {
    specialCare: { value: same(has('special-care')), why },
    myNumber: { value: same(has('my-number')), why },
    retained: {
      value: same(pack.role === 'processor' ? 'no' : 'yes'),
      why: text(`方針での立場：${pack.role}`, `role of the policy: ${pack.role}`),
    },
    severity: { value: same(severity), why },
  }
}
