// SPDX-License-Identifier: Apache-2.0
import type { Direction } from './datamap.ts'

/** A foreign key between two collections, as far as directions depend on it. */
export interface KeyLink {
  readonly from: string
  readonly to: string
  /** At most one row of `from` leads to each row of `to`. */
  readonly oneToOne: boolean
}

/**
 * What becomes of a foreign key in the map: without a direction it is left out, and with a direction and a reason it
 * is written down but leads nowhere yet. A rival differs from a composite key that leads to the same table.
 */
export interface LinkProposal<L> {
  readonly link: L
  readonly direction?: Direction
  readonly why?: 'self' | 'other-person' | 'unreached' | 'rival'
}

/** Tells of tables and links whose rows they lead to. */
const judge = <L extends KeyLink>(
  links: readonly L[],
  persons: ReadonlySet<string>,
  customers: readonly string[],
  addresses: ReadonlySet<L>,
) => {
  // What persons point at (an address with its phone) is no person, though an identity stands in it.
  const pointedAt = (table: string) =>
    links.some(
      (l) => l.to === table && l.from !== table && persons.has(l.from) && !l.oneToOne && !addresses.has(l),
    )
  // An answer in somebody's topic that names who wrote it is the writer's, whoever began the topic.
  const isSomebodyElses = (link: L) =>
    !persons.has(link.to) && links.some((l) => l !== link && l.from === link.from && customers.includes(l.to))
  return { pointedAt, isSomebodyElses }
}

const proposalOf = <L extends KeyLink>(
  link: L,
  directions: ReadonlyMap<L, Direction>,
  reached: ReadonlySet<string>,
): LinkProposal<L> => {
  const direction = directions.get(link)
  if (direction) return { link, direction }
  if (link.from === link.to) return { link, why: 'self' }
  // Nothing feeds such a table, so its key is written down without being walked, ready for who links the table.
  if (!reached.has(link.from)) return { link, direction: 'to', why: 'unreached' }
  return { link, why: 'other-person' }
}

/** What is known of tables and links besides: tables of staff, links of addresses and links of logins. */
interface KnownLinks<L> {
  readonly staff?: ReadonlySet<string>
  readonly addresses?: ReadonlySet<L>
  readonly accounts?: ReadonlySet<L>
}

/**
 * Chooses the directions of foreign keys so that the walk stays with one person. Rows that belong to the person
 * (children, and their children, where they name nobody else) are followed; what they point at (an address, a product) is read but not followed
 * back, since others point at it too; a link from one table of persons to another is left to the map's author.
 * The links of `addresses` lead from a table of addresses to the people whose they are, who have none beside it; those
 * of `accounts` from logins to the people whose they are: a login is its person's, what was done by it may be others'.
 */
export const proposeDirections = <L extends KeyLink>(
  links: readonly L[],
  seeds: readonly string[],
  known: ReadonlySet<string>,
  { staff = new Set(), addresses = new Set(), accounts = new Set() }: KnownLinks<L> = {},
): { proposals: LinkProposal<L>[]; reached: Set<string> } => {
  const owners = [...addresses].map(({ to }) => to)
  const persons = new Set([...known, ...owners, ...[...accounts].map(({ from }) => from)])
  const directions = new Map<L, Direction>([...addresses].map((link) => [link, 'to']))
  const own = new Set<string>()
  const roots = [...owners, ...seeds]
  const customers = roots.filter((table) => persons.has(table) && !staff.has(table))
  const { pointedAt, isSomebodyElses } = judge(links, persons, customers, addresses)
  // A row that names a customer and whoever served or supplied them is the customer's, and so is all below it.
  const grow = (tables: readonly string[]) => {
    const others = new Set(own)
    const grown = new Set(tables.filter((table) => !others.has(table)))
    for (const table of grown)
      for (const link of links) {
        const { from, to, oneToOne } = link
        if (to !== table || from === table || addresses.has(link)) continue
        if (others.has(from) || pointedAt(from) || isSomebodyElses(link)) continue
        if (persons.has(from) && !oneToOne) continue
        directions.set(link, 'from')
        grown.add(from)
      }
    for (const table of grown) own.add(table)
  }
  grow(customers)
  const ofCustomers = new Set(own)
  grow(roots.filter((table) => persons.has(table) || !pointedAt(table)))
  const held = [...accounts].filter(({ to }) => own.has(to))
  for (const link of held) directions.set(link, 'from')
  const reached = new Set([...own, ...held.map(({ from }) => from), ...seeds])
  const isRead = (link: L) =>
    link.to !== link.from && !persons.has(link.to) && !(ofCustomers.has(link.to) && isSomebodyElses(link))
  for (const table of reached)
    for (const link of links)
      if (link.from === table && !directions.has(link) && isRead(link)) {
        directions.set(link, 'to')
        reached.add(link.to)
      }
  return { proposals: links.map((link) => proposalOf(link, directions, reached)), reached }
}
