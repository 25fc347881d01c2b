// SPDX-License-Identifier: Apache-2.0
import { isPersonTable, isStaffTable } from '@yakusoku/core/classify'
import { isAddressesOf, proposeDirections } from '@yakusoku/core/datamap'
import type { LinkProposal } from '@yakusoku/core/datamap'
import type { ForeignKey } from '../connectors/index.ts'
import type { ColumnDraft } from './draft-columns.ts'
import type { InferredKey, NamedTable } from './draft-references.ts'

/** A table as it is about to be written down. */
export interface Sheet extends NamedTable {
  readonly keys: readonly (ForeignKey & { readonly inferred?: InferredKey })[]
  readonly columns: readonly ColumnDraft[]
}

/** A foreign key, declared or inferred, between two tables of the draft. */
export interface Link {
  readonly from: string
  readonly to: string
  readonly oneToOne: boolean
  readonly sheet: Sheet
  readonly target: Sheet
  readonly key: Sheet['keys'][number]
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name))

const linksOf = (sheets: readonly Sheet[]): Link[] =>
  sheets.flatMap((sheet) =>
    sheet.keys.flatMap((key) => {
      const target = sheets.find(({ name, table }) =>
        key.inferred
          ? name === key.inferred.to
          : table.name === key.table && (key.schema === undefined || table.schema === key.schema),
      )
      if (!target || !key.references.length) return []
      const oneToOne = isSame(key.columns, sheet.table.primaryKey)
      return [{ from: sheet.name, to: target.name, oneToOne, sheet, target, key }]
    }),
  )

const hasIdentity = ({ columns }: Sheet): boolean => columns.some(({ proposal }) => proposal.identity)

const isPerson = ({ table, columns }: Sheet): boolean =>
  columns.some(({ proposal }) => proposal.identity) &&
  (isPersonTable(table.name) || columns.some(({ proposal }) => proposal.category.startsWith('user.name')))

/** Accounts name the person elsewhere: what was made or changed "by" one leads to somebody's login, and stays there. */
const isAccountOf = ({ sheet, target }: Link, persons: ReadonlySet<string>): boolean =>
  isPersonTable(sheet.table.name) &&
  !hasIdentity(sheet) &&
  hasIdentity(target) &&
  persons.has(target.name) &&
  sheet.columns.some(({ proposal: { kind } }) => kind === 'username' || kind === 'credential')

/** The columns by which a link finds rows of a table, when it leads there. */
export const foundBy = ({ link, direction, why }: LinkProposal<Link>, sheet: Sheet): readonly string[] => {
  if (why) return []
  if (direction === 'from' && link.sheet === sheet) return link.key.columns
  return direction === 'to' && link.target === sheet ? link.key.references : []
}

/** A map has one group of columns for a collection: of several composite keys that differ, the first is followed. */
const withoutRivals = (proposals: readonly LinkProposal<Link>[]): LinkProposal<Link>[] =>
  proposals.map((one, i) => {
    const sheet = one.direction === 'from' ? one.link.sheet : one.link.target
    const columns = foundBy(one, sheet)
    const first = proposals
      .slice(0, i)
      .map((other) => foundBy(other, sheet))
      .find((other) => other.length > 1)
    if (columns.length < 2 || !first || isSame(columns, first)) return one
    return { link: one.link, why: 'rival' }
  })

/** Chooses which keys are followed, and which way, so that the walk stays with one person. */
export const planLinks = (sheets: readonly Sheet[]) => {
  const seeds = sheets.filter(hasIdentity).map(({ name }) => name)
  const persons = new Set(sheets.filter(isPerson).map(({ name }) => name))
  const staff = new Set(
    sheets.filter((s) => persons.has(s.name) && isStaffTable(s.table.name)).map((s) => s.name),
  )
  const links = linksOf(sheets)
  const accounts = links.filter((link) => isAccountOf(link, persons))
  const addresses = links.filter(
    ({ sheet, target }) =>
      hasIdentity(sheet) && !hasIdentity(target) && isAddressesOf(sheet.table.name, target.table.name),
  )
  const { proposals, reached } = proposeDirections(links, seeds, persons, {
    staff,
    addresses: new Set(addresses),
    accounts: new Set(accounts),
  })
  return { links: withoutRivals(proposals), reached }
}

/** Links between two tables of addresses that are not followed: whose rows those are, only a person can tell. */
export const linksApart = (proposals: readonly LinkProposal<Link>[]) =>
  proposals.flatMap(({ link: { sheet, target, key }, why }) =>
    why === 'other-person' && hasIdentity(sheet) && hasIdentity(target)
      ? [
          {
            collection: sheet.name,
            field: key.columns.join(','),
            target: `${target.name}.${key.references.join(',')}`,
          },
        ]
      : [],
  )
