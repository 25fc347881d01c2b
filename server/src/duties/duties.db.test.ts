// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { foundOrganisations, type TestClock } from '../../../tests/support/organisation.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { newId } from '../kernel/index.ts'
import { listFacts, system, type Ledger } from '../ledger/index.ts'
import { closeDuty, countByPromise, dutiesOf, openDuties, openDuty, type NewDuty } from './index.ts'

describe('duties', () => {
  let database: TestDatabase
  let clock: TestClock
  let ledger: Ledger
  let request: string
  beforeAll(async () => {
    database = await testDatabase()
    ;({ clock, ledger } = await foundOrganisations(database.db, 'alpha', 'beta'))
  })
  afterAll(() => database.close())
  beforeEach(() => {
    request = newId()
  })

  const within = <T>(organisation: string, work: (tx: Tx) => Promise<T>) =>
    inOrganisation(database.db, organisation, work)
  const duty = (change: Partial<NewDuty> = {}): NewDuty => ({
    kind: 'requests.answer',
    subject: { kind: 'request', id: request, label: '2026-7K3M-Q9XD' },
    ownerRole: 'desk',
    promises: ['CLN-5.1', 'CLN-5.2'],
    at: clock.now(),
    due: clock.now().add({ hours: 24 * 14 }),
    warn: clock.now().add({ hours: 24 * 10 }),
    reckoning: [{ ja: '受付から14日', en: '14 days from receipt' }],
    ...change,
  })
  const open = (organisation = 'alpha', change: Partial<NewDuty> = {}) =>
    within(organisation, (tx) => openDuty(ledger, tx, organisation, duty(change)))
  const close = (organisation = 'alpha', evidence = newId()) =>
    within(organisation, (tx) =>
      closeDuty(ledger, tx, organisation, {
        kind: 'requests.answer',
        subject: { kind: 'request', id: request },
        at: clock.now(),
        actor: system,
        evidence,
      }),
    )
  const read = async (organisation = 'alpha') =>
    within(organisation, (tx) => dutiesOf(tx, organisation, request, clock.now()))
  const facts = async (organisation = 'alpha') =>
    within(organisation, async (tx) => {
      const rows = await listFacts(tx, organisation, { subject: request, order: 'oldest', limit: 100 })
      return rows.map(({ fact }) => fact)
    })

  it('are opened once, with a fact that names due day, owner and promises', async () => {
    await open()
    await open('alpha', { due: clock.now().add({ hours: 1 }) })
    const [only, ...more] = await read()
    expect(more).toEqual([])
    expect(only).toMatchObject({
      state: 'open',
      ownerRole: 'desk',
      promises: ['CLN-5.1', 'CLN-5.2'],
      closedAt: null,
    })
    expect(only?.dueAt).toBe(new Date(clock.now().add({ hours: 24 * 14 }).epochMilliseconds).toISOString())
    expect(only?.reckoning).toEqual([{ ja: '受付から14日', en: '14 days from receipt' }])
    const recorded = await facts()
    expect(recorded.map((fact) => fact.type)).toEqual(['duties.opened'])
    expect(recorded[0]).toMatchObject({
      clear: { duty: only?.id, ownerRole: 'desk' },
      promises: ['CLN-5.1', 'CLN-5.2'],
    })
  })

  it('are opened once by two at the same moment', async () => {
    await Promise.all([open(), open(), open()])
    expect(await read()).toHaveLength(1)
    expect(await facts()).toHaveLength(1)
  })

  it('leave nothing behind when the transaction that opens them fails', async () => {
    const failing = within('alpha', async (tx) => {
      await openDuty(ledger, tx, 'alpha', duty())
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect([await read(), await facts()]).toEqual([[], []])
  })

  it.each([
    ['open', { hours: 24 * 10, milliseconds: -1 }],
    ['warning', { hours: 24 * 10 }],
    ['warning', { hours: 24 * 14, milliseconds: -1 }],
    ['overdue', { hours: 24 * 14 }],
  ] as const)('stand as %s after %o', async (state, passed) => {
    await open()
    const { hours, milliseconds = 0 } = passed as { hours: number; milliseconds?: number }
    clock.pass({ milliseconds: hours * 3_600_000 + milliseconds })
    expect((await read()).map((one) => one.state)).toEqual([state])
  })

  it('are never warned of where no warning was asked for', async () => {
    await open('alpha', { warn: undefined })
    clock.pass({ hours: 24 * 13 })
    expect((await read()).map((one) => [one.state, one.warnAt])).toEqual([['open', null]])
  })

  it('close with the fact that is their evidence, once, and say whether in time', async () => {
    await open()
    clock.pass({ milliseconds: 24 * 14 * 3_600_000 - 1 })
    const evidence = newId()
    await close('alpha', evidence)
    await close('alpha', newId())
    expect(await read()).toMatchObject([{ state: 'closed', evidence }])
    const recorded = await facts()
    expect(recorded.map((fact) => fact.type)).toEqual(['duties.opened', 'duties.closed'])
    expect(recorded[1]).toMatchObject({ clear: { evidence, inTime: true }, promises: ['CLN-5.1', 'CLN-5.2'] })
  })

  it('say so when they are closed too late', async () => {
    await open()
    clock.pass({ hours: 24 * 14 })
    await close()
    expect((await facts())[1]).toMatchObject({ clear: { inTime: false } })
  })

  it('can be opened anew once closed, as a duty of its own', async () => {
    await open()
    await close()
    await open()
    expect((await read()).map((one) => one.state)).toEqual(['closed', 'open'])
    expect((await facts()).map((fact) => fact.type)).toEqual([
      'duties.opened',
      'duties.closed',
      'duties.opened',
    ])
  })

  it('record nothing when none is open', async () => {
    await close()
    expect(await facts()).toEqual([])
  })

  it('cannot be closed in the database without evidence', async () => {
    await open()
    const forged = within('alpha', async (tx) => {
      const { sql } = await import('kysely')
      await sql`update duties.duties set closed_at = now() where subject_id = ${request}`.execute(tx)
    })
    await expect(forged).rejects.toThrow(/check constraint/)
  })

  it('are listed the earliest due first and counted by the promise they serve', async () => {
    await close()
    const other = newId()
    const promises = [`CLN-${newId().slice(-6)}`]
    await open('alpha', { promises, due: clock.now().add({ hours: 2 }), warn: clock.now().add({ hours: 1 }) })
    await open('alpha', {
      promises,
      subject: { kind: 'request', id: other, label: 'x' },
      due: clock.now().add({ minutes: 30 }),
      warn: undefined,
    })
    const ours = async () => {
      const all = await within('alpha', (tx) => openDuties(tx, 'alpha', clock.now()))
      return all.filter((one) => one.promises[0] === promises[0]).map((one) => one.subject.id)
    }
    expect(await ours()).toEqual([other, request])
    clock.pass({ minutes: 61 })
    const counted = await within('alpha', (tx) => countByPromise(tx, 'alpha', clock.now()))
    expect(counted.get(promises[0] as string)).toEqual({ open: 2, warned: 1, overdue: 1 })
  })

  it('of one organisation are neither seen nor closed by another', async () => {
    await open('alpha')
    await close('beta')
    expect(await read('beta')).toEqual([])
    expect(await facts('beta')).toEqual([])
    expect(await read('alpha')).toMatchObject([{ state: 'open' }])
    await open('beta')
    expect(await read('beta')).toHaveLength(1)
  })
})
