// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  drafting,
  publicationWorld,
  publishAs,
  samplePack,
  type PublicationWorld,
} from '../../../tests/support/publication.ts'
import type { DraftCheck, VersionSummary } from './contract.ts'
import { inOrganisation } from '../database/index.ts'
import { createLog } from '../kernel/index.ts'
import { listFacts } from '../ledger/index.ts'
import { publishDraft } from './deciding.ts'
import type { Editor } from './ports.ts'

let world: PublicationWorld
let writer: EnrolledOperator
let approver: EnrolledOperator
beforeAll(async () => {
  world = await publicationWorld()
  writer = await world.operator('writer', ['privacy-manager', 'approver'])
  approver = await world.operator('approver', ['approver'])
})
afterAll(() => world.close())

const base = '/api/organisations/sample/policy'
const { begin, read, act, save } = drafting

const factsAbout = async (subject: string) => {
  const found = await inOrganisation(world.app.connection.db, 'sample', (tx) =>
    listFacts(tx, 'sample', { subject, limit: 50 }),
  )
  return found.map(({ fact }) => fact).reverse()
}
const factTypes = async (subject: string) => (await factsAbout(subject)).map(({ type }) => type)
const versions = async () =>
  (await writer.browser.get(`${base}/versions`)).body as unknown as VersionSummary[]

describe('a draft', () => {
  it('begins from the version in force and is checked as it stands and as it is typed', async () => {
    const draft = await begin(writer.browser)
    expect(draft).toMatchObject({ state: 'draft', revision: 1, basedOn: '1.0.0', files: samplePack })
    const rules = async (files?: object) => {
      const { body } = await act(writer.browser, draft.id, 'check', files ? { files } : {})
      return (body as unknown as DraftCheck).findings.map(({ rule }) => rule)
    }
    expect(await rules()).toEqual(
      [
        'publication/version',
        'publication/effective',
        'publication/no-summary',
        'publication/nothing-changed',
      ].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    )
    expect(await rules({ 'pack.yaml': world.next('1.1.0', world.day()) })).toEqual([])
    expect((await read(writer.browser, draft.id)).files).toEqual(samplePack)
  })
  const order = [
    'publication/no-summary',
    'publication/nothing-changed',
    'publication/version',
    'publication/effective',
  ]

  it('links each sentence with its promise and with what keeps it, by file and line', async () => {
    const { id } = await begin(writer.browser)
    const { body } = await act(writer.browser, id, 'check', {})
    const promise = (body as unknown as DraftCheck).outline.promises.find((one) => one.id === 'SMP-2.1')
    const lineOf = (file: keyof typeof samplePack, text: string) =>
      samplePack[file].split('\n').findIndex((line) => line.includes(text)) + 1
    expect(promise?.at).toMatchObject({ file: 'pack.yaml', line: lineOf('pack.yaml', 'id: SMP-2.1') })
    expect(promise?.sentences.map(({ file, line }) => [file, line])).toEqual([
      ['policy.ja.md', lineOf('policy.ja.md', '{#SMP-2.1}')],
      ['policy.en.md', lineOf('policy.en.md', '{#SMP-2.1}')],
    ])
    expect(promise?.keptBy).toMatchObject([
      { reference: 'retention:contacts-kept', at: { line: lineOf('pack.yaml', 'id: contacts-kept') } },
    ])
  })

  it('is never overwritten: of two who saved at once one is told, and what stands is the other’s', async () => {
    const { id } = await begin(writer.browser)
    const [one, two] = await Promise.all(
      ['# 一\n', '# 二\n'].map((text) =>
        save(writer.browser, id, { revision: 1, files: { 'policy.ja.md': text } }),
      ),
    )
    expect(new Set([one?.status, two?.status])).toEqual(new Set([200, 409]))
    const told = one?.status === 409 ? one : two
    expect(told?.body).toMatchObject({ code: 'policies.changed-meanwhile', revision: 2 })
    const stands = await read(writer.browser, id)
    expect(stands.files['policy.ja.md']).toBe(one?.status === 200 ? '# 一\n' : '# 二\n')
    expect(stands.saves.map(({ revision, changed }) => [revision, changed])).toEqual([
      [2, ['policy.ja.md']],
      [1, ['pack.yaml', 'policy.ja.md', 'policy.en.md']],
    ])
  })

  it('with errors of the check is not taken in, and its places are told', async () => {
    const { id } = await begin(writer.browser, { 'policy.ja.md': '# 方針\n\n約束です。\n' })
    const refused = await act(writer.browser, id, 'submit', { revision: 1 })
    expect([refused.status, refused.body['code']]).toEqual([422, 'policies.not-clean'])
    const errors = refused.body['errors'] as { at: string }[]
    expect(errors.length).toBeGreaterThan(3)
    for (const { at } of errors) expect(at).toMatch(/^(pack\.yaml|policy\.(ja|en)\.md):\d+:\d+$/)
    expect(await factTypes(id)).toEqual([])
  })

  it('with warnings is taken in once somebody has seen how many there are', async () => {
    const yaml = world
      .next('1.1.0', world.day())
      .replace(
        'preferences:\n',
        'preferences:\n  - { id: spare, kind: opt-out, messages: [news-mail], name: { ja: 予備, en: Spare } }\n',
      )
    const { id } = await begin(writer.browser, { 'pack.yaml': yaml })
    const { body } = await act(writer.browser, id, 'check', {})
    const { warnings, errors } = body as unknown as DraftCheck
    expect([errors, warnings]).toEqual([0, 1])
    const unseen = await act(writer.browser, id, 'submit', { revision: 1 })
    expect(unseen.body).toMatchObject({ code: 'policies.warnings', count: 1 })
    const seen = await act(writer.browser, id, 'submit', { revision: 1, warningsSeen: 1 })
    expect(seen.body).toMatchObject({ state: 'submitted' })
  })

  it('that was discarded comes back as it was', async () => {
    const { id } = await begin(writer.browser)
    const discarded = await writer.browser.call('DELETE', `${base}/drafts/${id}?revision=1`)
    expect(discarded.body).toMatchObject({ state: 'discarded' })
    const frozen = await save(writer.browser, id, { revision: 1, files: { 'policy.en.md': 'x' } })
    expect(frozen.body).toMatchObject({ code: 'policies.wrong-state', state: 'discarded' })
    const restored = await act(writer.browser, id, 'restore', { revision: 1 })
    expect(restored.body).toMatchObject({ state: 'draft', files: samplePack })
  })
})

describe('an approval', () => {
  const submitted = async () => {
    const { id } = await begin(writer.browser, { 'pack.yaml': world.next('1.1.0', world.day()) })
    await act(writer.browser, id, 'submit', { revision: 1 })
    return id
  }

  it('is nobody’s own: not of whoever wrote or submitted, though they have the role', async () => {
    const id = await submitted()
    expect((await read(writer.browser, id)).may).toEqual({ write: true, decide: false })
    const own = await act(writer.browser, id, 'approve', { revision: 1 })
    expect([own.status, own.body['code']]).toEqual([403, 'policies.own-draft'])
    const token = await tokenOf(writer, ['policies:read', 'policies:approve'])
    const byToken = await token('POST', `${base}/drafts/${id}/approve`, { revision: 1 })
    expect(byToken.body['code']).toBe('policies.own-draft')
  })

  it('is of the role that the version in force names', async () => {
    const id = await submitted()
    const manager = await world.operator('manager', ['privacy-manager'])
    const refused = await act(manager.browser, id, 'approve', { revision: 1 })
    expect(refused.body).toMatchObject({ code: 'policies.not-the-approver', role: 'approver' })
  })

  it('is of what was seen, may be refused with a reason, and freezes the text', async () => {
    const id = await submitted()
    const blind = await act(approver.browser, id, 'approve', { revision: 7 })
    expect(blind.body['code']).toBe('policies.changed-meanwhile')
    const back = await act(approver.browser, id, 'send-back', {
      revision: 1,
      reason: '英文を直してください。',
    })
    expect(back.body).toMatchObject({ state: 'sent-back', reason: '英文を直してください。' })
    await save(writer.browser, id, {
      revision: 1,
      files: { 'policy.en.md': `${samplePack['policy.en.md']}\n` },
    })
    await act(writer.browser, id, 'submit', { revision: 2 })
    const approved = await act(approver.browser, id, 'approve', { revision: 2 })
    expect(approved.body).toMatchObject({ state: 'approved', reason: null })
    const late = await save(writer.browser, id, { revision: 2, files: { 'policy.en.md': 'x' } })
    expect(late.body['code']).toBe('policies.wrong-state')
    expect(await factTypes(id)).toEqual([
      'policies.submitted',
      'policies.sent-back',
      'policies.submitted',
      'policies.approved',
    ])
    await act(writer.browser, id, 'recall', { revision: 2 })
    const unapproved = await act(writer.browser, id, 'publish', { revision: 2, version: '1.1.0' })
    expect(unapproved.body).toMatchObject({ code: 'policies.wrong-state', state: 'draft' })
  })
})

async function tokenOf(operator: EnrolledOperator, scopes: string[]) {
  const made = await operator.browser.post('/api/organisations/sample/tokens', {
    name: 'one',
    scopes,
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  const authorization = `Bearer ${made.body['secret'] as string}`
  return async (method: 'POST', url: string, payload: object) => {
    const reply = await world.app.http.inject({ method, url, headers: { authorization }, payload })
    return { status: reply.statusCode, body: reply.json() as Record<string, unknown> }
  }
}

describe('a publication', () => {
  it('is in force at once on its day, with its hashes in the ledger, and is seen by another server', async () => {
    const second = await world.another()
    second.policies.watch(createLog('error', () => undefined))
    const files = { 'pack.yaml': world.next('1.1.0', world.day()) }
    const { id } = await begin(writer.browser, files)
    await act(writer.browser, id, 'submit', { revision: 1 })
    await act(approver.browser, id, 'approve', { revision: 1 })
    const mistyped = await act(writer.browser, id, 'publish', { revision: 1, version: '1.0.1' })
    expect(mistyped.body).toMatchObject({ code: 'policies.other-version', version: '1.1.0' })
    const published = await act(writer.browser, id, 'publish', { revision: 1, version: '1.1.0' })
    expect(published.body).toMatchObject({ state: 'published', publishedVersion: '1.1.0' })
    expect(world.app.policies.inForce('sample').version).toBe('1.1.0')
    await vi.waitFor(() => expect(second.policies.inForce('sample').version).toBe('1.1.0'), 30_000)
    await second.stop()
    const { body } = await writer.browser.get(`${base}/versions/1.1.0/files`)
    expect((body as { files: object }).files).toEqual({ ...samplePack, ...files })
    const [fact] = await factsAbout('1.1.0')
    expect(fact?.clear).toMatchObject({ files: (body as { sha256: object }).sha256, draft: id })
    expect(fact?.clear['sha256']).toBe((await versions())[0]?.sha256)
  })

  it('waits for its day, can be withdrawn until then, and its number stays taken', async () => {
    const both = [writer.browser, approver.browser] as const
    const coming = await publishAs(both, world.next('1.2.0', world.day(10)), '1.2.0')
    expect(coming.status).toBe(200)
    expect(world.app.policies.inForce('sample').version).toBe('1.1.0')
    expect(world.app.policies.versionOn('sample', world.day(9))?.version).toBe('1.1.0')
    expect(world.app.policies.versionOn('sample', world.day(10))?.version).toBe('1.2.0')
    expect(world.app.policies.versionOn('sample', '2026-03-31')).toBeUndefined()
    const before = await publishAs(both, world.next('1.3.0', world.day(5)), '1.3.0')
    expect(before.raw).toContain('comes into force on')
    const withdrawn = await approver.browser.post(`${base}/versions/1.2.0/withdraw`, { reason: '誤り' })
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', withdrawn: { reason: '誤り' } })
    expect(world.app.policies.versionOn('sample', world.day(10))?.version).toBe('1.1.0')
    const again = await publishAs(both, world.next('1.2.0', world.day(10)), '1.2.0')
    expect(again.raw).toContain('not newer than the published version 1.2.0')
    const inForce = await approver.browser.post(`${base}/versions/1.1.0/withdraw`, { reason: 'x' })
    expect(inForce.body['code']).toBe('policies.in-force')
    expect((await versions()).map(({ version, state }) => [version, state])).toEqual([
      ['1.2.0', 'withdrawn'],
      ['1.1.0', 'in-force'],
      ['1.0.0', 'past'],
    ])
  })

  it('that fails in its last step has not begun, and works when it is asked for again', async () => {
    const { id } = await begin(writer.browser, { 'pack.yaml': world.next('1.4.0', world.day()) })
    await act(writer.browser, id, 'submit', { revision: 1 })
    await act(approver.browser, id, 'approve', { revision: 1 })
    const editor: Editor = {
      reference: { kind: 'operator', id: writer.id },
      answerable: writer.id,
      roles: [],
      permissions: new Set(),
    }
    const ports = { ...world.app.publication, announce: () => Promise.reject(new Error('killed')) }
    const where = { organisation: 'sample', id }
    await expect(publishDraft(ports, where, { revision: 1, version: '1.4.0' }, editor)).rejects.toThrow(
      'killed',
    )
    expect((await read(writer.browser, id)).state).toBe('approved')
    expect((await versions()).map(({ version }) => version)).not.toContain('1.4.0')
    expect(await factTypes('1.4.0')).toEqual([])
    const done = await act(writer.browser, id, 'publish', { revision: 1, version: '1.4.0' })
    expect(done.body).toMatchObject({ state: 'published' })
    expect(world.app.policies.inForce('sample').version).toBe('1.4.0')
  })

  it('does not come from the folder of packs: a newer version there becomes a draft, once', async () => {
    const folder = world.packsWith({ ...samplePack, 'pack.yaml': world.next('2.0.0', world.day(1)) })
    const drafts = async () => {
      const server = await world.another(folder)
      await server.stop()
      const { body } = await writer.browser.get(`${base}/drafts`)
      return (body as unknown as { id: string; origin: string }[]).filter(({ origin }) => origin === 'folder')
    }
    const [found, ...more] = await drafts()
    expect([found, more]).toMatchObject([{ origin: 'folder', version: '2.0.0', state: 'draft' }, []])
    expect(world.lines.filter((line) => line.includes('policies.draft-from-folder'))).toHaveLength(1)
    await writer.browser.call('DELETE', `${base}/drafts/${found?.id}`)
    expect(await drafts()).toMatchObject([{ id: found?.id, state: 'discarded' }])
    expect(world.app.policies.inForce('sample').version).toBe('1.4.0')
  })

  it('is of its organisation only', async () => {
    const stranger = await world.operator('stranger', ['privacy-manager'], 'elsewhere')
    const { body } = await stranger.browser.get('/api/organisations/elsewhere/policy/versions')
    expect((body as unknown as VersionSummary[]).map(({ version }) => version)).toEqual(['1.0.0'])
    const { id } = await begin(writer.browser)
    const theirs = await stranger.browser.get(`/api/organisations/elsewhere/policy/drafts/${id}`)
    expect(theirs.status).toBe(404)
  })
})
