// SPDX-License-Identifier: Apache-2.0
// Sections 1 and 2 of the policy: what nobody gets unless it is declared, or they are cleared. Run by ../cleaning.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import type { CatalogCategory } from '../../../server/src/contract.ts'
import { checkWith, expectCategories, type CategoryWorld } from '../world/categories.ts'
import { AtGate } from '../world/gate.ts'
import { to, use, type Ask } from '../world/question.ts'
import { clearance, receiver } from '../world/receivers.ts'
import { packFile } from '../world/world.ts'
import { company, organisation } from './company.ts'

const gate = new AtGate(organisation)
/** Somebody of every role at once, cleared for everything: what is denied to them is denied to all. */
const everybody = { roles: ['field-staff', 'client-staff', 'accounting', 'privacy-desk'], by: 'director' }
let register: CategoryWorld

describe('discretion', () => {
  gate.opens([
    receiver('polish-works', 'equipment-vendors'),
    receiver('trade-paper', 'industry-bodies'),
    clearance(everybody.by, 'facility-access'),
    clearance(everybody.by, 'floor-plans'),
  ])
  beforeAll(() => {
    ;({ register } = company())
  })

  it('CLN-1.3 keeps what has no declared purpose or recipient from everybody: each kind of data, purpose and receiver beside those declared', async () => {
    const invoices = ['invoices', 'invoicing', 'accounting'] as const
    await gate.denies('unknown-category', use('horoscopes', 'cleaning-work', 'field-staff'), 'CLN-1.3')
    await gate.denies('unknown-purpose', use('budgets', 'advertising', 'accounting'), 'CLN-1.3')
    await gate.denies('unknown-recipient', to('provide', 'data-broker', invoices), 'CLN-1.3')
    await gate.denies('beyond-purpose', use('budgets', 'cleaning-work', 'field-staff'), 'CLN-1.3')
    const categories = [...register.after.categories.values()]
    const purposes = [...new Set(categories.flatMap((one) => one.purposes.map(({ id }) => id)))]
    await expectOnlyDeclared(categories, purposes, {}, () => true)
    const receivers = { 'polish-works': 'equipment-vendors', 'trade-paper': 'industry-bodies' }
    for (const [recipient, declared] of Object.entries(receivers)) {
      const act = declared === 'equipment-vendors' ? 'entrust' : 'provide'
      await expectOnlyDeclared(categories, purposes, { act, recipient }, ({ recipients }) =>
        recipients.some(({ id }) => id === declared),
      )
    }
    await expectPurposeNeeded()
  })

  /** Of all pairs of category and purpose some are permitted, and none that is not declared. */
  async function expectOnlyDeclared(
    categories: readonly CatalogCategory[],
    purposes: readonly string[],
    towards: Partial<Ask>,
    mayBe: (category: CatalogCategory) => boolean,
  ): Promise<void> {
    const pairs = categories.flatMap((category) => purposes.map((purpose) => ({ category, purpose })))
    expect(pairs.length).toBeGreaterThan(500)
    const asks = pairs.map(({ category, purpose }) => ({
      ...use(category.id, purpose, everybody.roles, { by: everybody.by, deidentified: true }),
      ...towards,
    }))
    const permitted = await gate.tries(asks)
    const some = pairs.filter((_, at) => permitted[at])
    expect(some.length).toBeGreaterThan(0)
    const undeclared = some.filter(
      ({ category, purpose }) => !mayBe(category) || !category.purposes.some(({ id }) => id === purpose),
    )
    expect(undeclared.map(({ category, purpose }) => `${category.id} for ${purpose}`)).toEqual([])
  }

  /** A category that no purpose uses does not come into a policy. */
  async function expectPurposeNeeded(): Promise<void> {
    const yaml = packFile(organisation, 'pack.yaml')
    // Budgets once more under another id, which no purpose uses.
    const more = yaml.replace(
      /^ {2}- \{ id: budgets, .*\n/m,
      (line) => line + line.replace('budgets', 'horoscopes'),
    )
    expect(more).not.toBe(yaml)
    const { findings, errors } = await checkWith(register.manager, organisation, register.draft, more)
    const line = more.split('\n').findIndex((one) => one.includes('{ id: horoscopes,')) + 1
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'categories/no-purpose', line }))
    expect(errors).toBeGreaterThan(0)
  }

  // Restricted data.
  const columns = (...names: string[]) => names.map((name) => `operations.facilities.${name}`)

  /** Denied to everybody before the clearance, permitted to who is cleared by name, denied again once it is ended. */
  async function forNamed(promise: string, ask: Ask): Promise<void> {
    const told = await gate.denies('not-cleared', ask, promise)
    expect(told.promises[0]).toBe(promise)
    const entry = await gate.register(clearance(String(ask.by), ask.category))
    await gate.becomes('permitted', ask)
    await gate.denies('not-cleared', { ...ask, by: 'suzuki' }, promise)
    await gate.end(entry)
    await gate.becomes('not-cleared', ask)
  }

  it('CLN-2.5 holds entry requirements, security protocols and emergency contacts, for people cleared by name only', async () => {
    const held = columns('entry_requirements', 'security_protocol', 'emergency_contact')
    await expectCategories(register, 'CLN-2.5', { 'facility-access': held })
    const ask = use('facility-access', 'cleaning-work', 'field-staff', { by: 'hoshino' })
    await forNamed('CLN-2.5', { ...ask, act: 'read' })
  })

  it('CLN-2.9 holds layouts and floor plans, for people cleared by name only', async () => {
    await expectCategories(register, 'CLN-2.9', { 'floor-plans': columns('floor_plan') })
    await forNamed('CLN-2.9', use('floor-plans', 'special-projects', 'client-staff', { by: 'hoshino' }))
  })
})
