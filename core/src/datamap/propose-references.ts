// SPDX-License-Identifier: Apache-2.0

/** A table as far as references to and from it can be guessed. */
export interface Referable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly primaryKey: readonly string[]
  /** Columns that lead somewhere already, by a foreign key of the database. */
  readonly linked: ReadonlySet<string>
}

/** A reference that names and types speak for, before values were looked at. */
export interface GuessedReference {
  readonly from: string
  readonly column: string
  readonly to: string
  readonly reference: string
  /** 0 to 1, by names alone. */
  readonly confidence: number
}

/** A column whose meaning another column of its row decides: `entity_type` + `entity_id`. */
export interface Polymorphic {
  readonly table: string
  readonly typeColumn: string
  readonly idColumn: string
}

/** Words in lower case with `_` between: camelCase, spaces and full-width letters made alike. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[\s.-]+/g, '_')
    .toLowerCase()

const singular = (word: string): string => {
  if (/(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y')
  if (/(?:ses|xes|ches|shes)$/.test(word)) return word.replace(/es$/, '')
  if (word.endsWith('people')) return word.replace(/people$/, 'person')
  return word.replace(/s$/, '')
}

/** A table's name without what only says that it is one: `tbl_customers` and 顧客マスタ are customer and 顧客. */
const subjectOf = (table: string): string =>
  singular(
    plain(table.split('.').at(-1) ?? table)
      .replace(/^(?:tbl|t|m|mst|tb|dtb|mtb|tab|master|app|core|public)_(?=.)/, '')
      .replace(/(?:_(?:tbl|table|master|mst|t|m)|テーブル|マスター?|情報|台帳)$/, ''),
  )

const ofAddresses =
  /^(?:e_?mail|mail|(?:e_?)?mail_address|address|contact|phone|profile|detail|account|identity|login)$/

/** Tells whether a table's name says that it holds how the people of another are reached: user_emails, of users. */
export const isAddressesOf = (table: string, people: string): boolean => {
  const [own, theirs] = [subjectOf(table), `${subjectOf(people)}_`]
  return own.startsWith(theirs) && ofAddresses.test(own.slice(theirs.length))
}

const ending = /_?(?:id|no|num|number|cd|code|key|uuid|guid|fk)$|(?:番号|コード|id|no\.?)$/

const stemOf = (column: string): string | undefined => {
  const name = plain(column)
  const stem = name.replace(/^(?:fk|f)_/, '').replace(ending, '')
  return stem !== '' && stem !== name ? stem.replace(/_$/, '') : undefined
}

const toSelf =
  /^(?:parent|manager|supervisor|boss|superior|original|previous|next|root|reply_to|reports?_to|上司|親)$/
const toUsers =
  /(?:^|_)(?:created|updated|deleted|approved|assigned|owned|modified|entered)_by$|(?:^|_)(?:owner|author|assignee|approver|creator|operator)$/
const users = /(?:^|_)(?:user|account|member|employee|staff|operator)$|^(?:ユーザー|社員|職員|会員)$/

interface Target {
  readonly table: Referable
  readonly subject: string
  /** Whether other tables call their key the same: `entity_id` names nobody by itself. */
  readonly common: boolean
  readonly key: { readonly name: string; readonly type: string }
}

/** What two columns must have in common: whole numbers with whole numbers, text with text. */
const isAlike = (one: string, other: string): boolean => one === other || one === 'other' || other === 'other'

/** Whether a table is called after another: customer_entity_varchar after customer_entity. */
const isCalledAfter = (own: string, other: string): boolean => plain(own).startsWith(`${plain(other)}_`)

const nameMatch = (column: string, own: string, target: Target): number => {
  const name = plain(column)
  const stem = stemOf(column)
  const { subject, key } = target
  const keyName = plain(key.name)
  const isSelf = own === target.table.name
  if (isSelf) return (stem && toSelf.test(stem)) || toSelf.test(name) ? 0.8 : 0
  // A key that says whose it is (customer_id) is told by its own name; `id` is everybody's.
  if (name === keyName && stem !== undefined)
    return stem === subject ? 0.95 : !target.common ? 0.8 : isCalledAfter(own, target.table.name) ? 0.85 : 0
  if (stem === undefined) return toUsers.test(name) && users.test(subject) ? 0.5 : name === subject ? 0.55 : 0
  if (stem === subject || singular(stem) === subject) return 0.92
  if (stem.endsWith(`_${subject}`)) return 0.72
  // An account may be a company's; what is called after a user is a person.
  if (users.test(subject) && (toUsers.test(stem) || toUsers.test(name)))
    return subject.endsWith('account') ? 0.5 : 0.55
  if (stem.length >= 4 && subject.startsWith(stem) && subject[stem.length] !== '_') return 0.55
  return subject.endsWith(`_${stem}`) && stem.length >= 4 ? 0.6 : 0
}

/** Frappe keys its rows by name: `link_doctype` + `link_name`, `parenttype` + `parent`. */
const isNaming = (column: string): boolean => /doctype$|^parent_?type$/.test(plain(column))

/** Pairs of columns of which one says which table the other leads to. */
export const findPolymorphic = (tables: readonly Referable[]): Polymorphic[] =>
  tables.flatMap((table) =>
    table.columns.flatMap(({ name }) => {
      const stem = /^(.+?)_?(?:type|kind|class|table|model|doctype)$|^(.+)(?:種別|区分)$/.exec(plain(name))
      const start = stem?.[1] ?? stem?.[2]
      if (start === undefined) return []
      const ids = [
        `${start}_id`,
        `${start}id`,
        `${start}番号`,
        ...(isNaming(name) ? [start, `${start}_name`] : []),
      ]
      const id = table.columns.find((c) => ids.includes(plain(c.name)))
      // A lookup of its own kind (payment_type, payment_id) is none: then the id is the table's own key, or leads on.
      if (!id || table.primaryKey.includes(id.name) || table.linked.has(id.name)) return []
      return [{ table: table.name, typeColumn: name, idColumn: id.name }]
    }),
  )

/** Guesses references where no foreign key says them, the best for each column first; those below 0.5 are left out. */
export const guessReferences = (tables: readonly Referable[]): GuessedReference[] => {
  const single = tables.filter(({ primaryKey }) => primaryKey.length === 1)
  const named = Map.groupBy(single, ({ primaryKey: [key = ''] }) => plain(key))
  const targets = single.flatMap((table): Target[] => {
    const key = table.columns.find(({ name }) => name === table.primaryKey[0])
    const common = key !== undefined && (named.get(plain(key.name))?.length ?? 0) > 1
    return key ? [{ table, subject: subjectOf(table.name), common, key }] : []
  })
  const polymorphic = new Set(findPolymorphic(tables).map((p) => `${p.table}\0${p.idColumn}`))
  return tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      if (table.linked.has(column.name) || polymorphic.has(`${table.name}\0${column.name}`)) return []
      return (
        targets
          .filter((target) => isAlike(column.type, target.key.type))
          .filter((target) => !(target.table.name === table.name && target.key.name === column.name))
          .map((target) => ({ target, confidence: nameMatch(column.name, table.name, target) }))
          .filter(({ confidence }) => confidence >= 0.5)
          // A table's own key that bears another's name is a sharing of keys, and the rarer case.
          .map(({ target, confidence }) => ({
            from: table.name,
            column: column.name,
            to: target.table.name,
            reference: target.key.name,
            confidence:
              table.primaryKey[0] === column.name && table.primaryKey.length === 1
                ? confidence - 0.3
                : confidence,
          }))
          .filter(({ confidence }) => confidence >= 0.5)
          .toSorted((a, b) => b.confidence - a.confidence)
          .slice(0, 3)
      )
    }),
  )
}
