// SPDX-License-Identifier: Apache-2.0
import type { Draft, DraftCheck } from '../../../server/src/contract.ts'
import type { Answer } from './person.ts'
import { packFile, type Office } from './world.ts'

/** What a new version of a pack changes. */
export interface Revision {
  readonly version: string
  readonly effective: string
  readonly kind: 'service' | 'law' | 'security' | 'clarification' | 'contact'
  /** The summary, in both languages. */
  readonly ja: string
  readonly en: string
  /** What is changed: words of the texts, or pack.yaml. */
  readonly reword?: Readonly<Partial<Record<'ja' | 'en', readonly [from: string, to: string]>>>
  readonly change?: (yaml: string) => string
}

type Files = Readonly<Partial<Record<'pack.yaml' | 'policy.ja.md' | 'policy.en.md', string>>>

/** The pack.yaml of an organisation as its next version. */
export function revised(pack: string, revision: Omit<Revision, 'reword'>): string {
  const { version, effective, kind, ja, en, change = (yaml: string) => yaml } = revision
  const summary = `changes: [{ kind: ${kind}, summary: { ja: '${ja}', en: '${en}' } }]\n`
  const yaml = packFile(pack, 'pack.yaml')
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^effective: .*$/m, `effective: ${effective}`)
    .replace(/^changes:\n(?: .*\n)+/m, summary)
  return change(yaml)
}

const drafts = (organisation: string) => `/api/organisations/${organisation}/policy/drafts`

/** Writes a version and submits it; what came of the submission, and the draft. */
async function submit({ manager }: Office, organisation: string, files: Files) {
  const path = drafts(organisation)
  const { id } = await manager.does<Draft>('POST', path, { files })
  const { warnings } = await manager.does<DraftCheck>('POST', `${path}/${id}/check`, {})
  const body = { revision: 1, warningsSeen: warnings }
  return { id, submitted: await manager.call('POST', `${path}/${id}/submit`, body) }
}

/** Writes a version, has it approved by somebody else, and publishes it; what came of the publication. */
export async function publish(office: Office, organisation: string, revision: Revision): Promise<Answer> {
  const { reword = {}, version } = revision
  const texts = (['ja', 'en'] as const).flatMap((language) => {
    const words = reword[language]
    const file = `policy.${language}.md` as const
    return words === undefined ? [] : [[file, packFile(organisation, file).replace(...words)]]
  })
  const files = { 'pack.yaml': revised(organisation, revision), ...Object.fromEntries(texts) } as Files
  const { id, submitted } = await submit(office, organisation, files)
  if (submitted.status !== 200) return submitted
  const path = `${drafts(organisation)}/${id}`
  const approved = await office.approver.call('POST', `${path}/approve`, { revision: 1 })
  if (approved.status !== 200) return approved
  return office.manager.call('POST', `${path}/publish`, { revision: 1, version })
}
