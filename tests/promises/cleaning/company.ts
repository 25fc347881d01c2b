// SPDX-License-Identifier: Apache-2.0
import { beginDraft, type CategoryWorld } from '../world/categories.ts'
import { openSystems, type Systems } from '../world/cleaning-systems.ts'
import { openOffice, openWorld, type Office, type World } from '../world/world.ts'

/** The organisation whose promises these are. */
export const organisation = 'cleaning'

/** The company that the sections share: its people, its two systems, and what its register said before and after. */
export interface Company {
  readonly world: World
  readonly office: Office
  readonly register: CategoryWorld
  readonly systems: Systems
}

let opened: Company | undefined

/** Brings the company in and connects its systems, once. */
export async function openCompany(): Promise<void> {
  const world = await openWorld()
  const office = await openOffice(world, organisation)
  const { manager } = office
  const systems = await openSystems(world)
  const before = await systems.connect(manager, { bare: true })
  const after = await systems.connect(manager)
  const page = (await world.visitor.page(`/privacy/${organisation}/policy`)).html
  const draft = await beginDraft(manager, organisation)
  opened = { world, office, systems, register: { organisation, manager, before, after, page, draft } }
}

/** The company once it is open. */
export function company(): Company {
  if (opened === undefined) throw new Error('the company of cleaning.test.ts is not open yet')
  return opened
}
