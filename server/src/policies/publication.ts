// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@yakusoku/core/check'
import type { DataPath, Pack, PackData, Place } from '@yakusoku/core/packs'
import { fill, text, type Language, type Text } from '../kernel/index.ts'
import { bumpBetween, compareVersions, rises, type Bump } from './bump.ts'
import type { PolicyDiff } from './contract.ts'
import { canApprove } from './drafts.ts'
import type { EarliestDay } from './ports.ts'

/** What a draft is held against before it may be published. */
export interface Standing {
  readonly organisation: string
  /** Today in the organisation's zone, YYYY-MM-DD. */
  readonly today: string
  /** The version it follows: the last that is or comes into force. */
  readonly base: Pack
  /** Every number that was ever published, withdrawn ones too. */
  readonly taken: readonly string[]
  /** The earliest day for this version, where a notice must run ahead of it. */
  readonly earliest: (version: Pack) => EarliestDay | undefined
}

interface Told {
  readonly message: Text
  readonly suggestion: Text
}

const rules = {
  'publication/other-organisation': {
    message: text(
      'この組織（{organisation}）の方針ではありません。',
      'This is not the policy of this organisation ({organisation}).',
    ),
    suggestion: text(
      'id を {organisation}、kind を organisation にしてください。',
      'Set id to {organisation} and kind to organisation.',
    ),
  },
  'publication/version': {
    message: text(
      '版 {version} は、公表済みの版 {latest} より新しくありません。',
      'Version {version} is not newer than the published version {latest}.',
    ),
    suggestion: text('version を {wanted} 以上にしてください。', 'Set version to {wanted} or higher.'),
  },
  'publication/bump': {
    message: text(
      '変更の大きさ（{bump}）に対して、版 {version} の上げ方が足りません。',
      'Version {version} rises too little for what changed ({bump}).',
    ),
    suggestion: text('version を {wanted} 以上にしてください。', 'Set version to {wanted} or higher.'),
  },
  'publication/effective': {
    message: text('効力を生じる日 {day} は過ぎています。', 'The day it comes into force, {day}, is past.'),
    suggestion: text('effective を {today} 以後にしてください。', 'Set effective to {today} or later.'),
  },
  'publication/before-coming': {
    message: text(
      '公表済みの版 {latest} は {day} に効力を生じます。それより前には置けません。',
      'The published version {latest} comes into force on {day}; this one cannot come before it.',
    ),
    suggestion: text(
      'effective を {day} 以後にするか、版 {latest} を先に取り下げてください。',
      'Set effective to {day} or later, or withdraw version {latest} first.',
    ),
  },
  'publication/too-early': {
    message: text(
      '「{notice}」は、効力を生じる前に期間を置いて知らせると約束しています。{day} より前には間に合いません。',
      '“{notice}” is promised ahead of the day a change comes into force; it cannot be in time before {day}.',
    ),
    suggestion: text('effective を {day} 以後にしてください。', 'Set effective to {day} or later.'),
  },
  'publication/no-summary': {
    message: text('何が変わるかの要約がありません。', 'There is no summary of what changes.'),
    suggestion: text(
      'changes に、変更の種類と要約を日本語と英語で書いてください。',
      'Write into changes, in Japanese and English, what changed and of which kind it is.',
    ),
  },
  'publication/same-summary': {
    message: text(
      '変更の要約が、版 {latest} のもののままです。',
      'The summary of changes is still that of version {latest}.',
    ),
    suggestion: text(
      'changes に、この版の変更だけを書いてください。',
      'Write into changes what this version changes.',
    ),
  },
  'publication/nothing-changed': {
    message: text('版 {latest} と同じ内容です。', 'It says the same as version {latest}.'),
    suggestion: text('変更してから提出してください。', 'Change something, or discard the draft.'),
  },
  'publication/approver': {
    message: text(
      'approvedBy の役割 {role} には、承認できるアカウントがありません。',
      'The role {role} of approvedBy has no account that may approve.',
    ),
    suggestion: text(
      '役割の account を approver か privacy-manager にしてください。',
      'Give the role the account approver or privacy-manager.',
    ),
  },
} as const satisfies Record<string, Told>

type RuleId = keyof typeof rules
type Locate = (path: DataPath) => Place
type Tell = (rule: RuleId, path: DataPath, words?: Record<string, string | Text>) => void

/** What keeps a draft from being published though its pack is in order: its version, its day, its summary. */
export function publicationFindings(
  data: PackData,
  locate: Locate,
  standing: Standing,
  diff: PolicyDiff | undefined,
  pack: Pack | undefined,
): Finding[] {
  const found: Finding[] = []
  const tell: Tell = (rule, path, words = {}) => void found.push(findingOf(rule, locate(path), words))
  const { organisation, base } = standing
  if (data.id !== organisation || data.kind !== 'organisation')
    tell('publication/other-organisation', data.id === organisation ? ['kind'] : ['id'], { organisation })
  tellVersion(data, standing, diff, tell)
  tellDay(data, standing, pack, tell)
  if (data.changes.length === 0) tell('publication/no-summary', ['changes'])
  else if (JSON.stringify(data.changes) === JSON.stringify(base.changes))
    tell('publication/same-summary', ['changes'], { latest: base.version })
  const role = data.roles.find(({ id }) => id === data.approvedBy)
  if (role !== undefined && (role.account === undefined || !canApprove(role.account)))
    tell('publication/approver', ['approvedBy'], { role: role.id })
  return found
}

function tellDay(
  { effective }: PackData,
  { today, base, earliest }: Standing,
  pack: Pack | undefined,
  tell: Tell,
): void {
  const soonest = pack && earliest(pack)
  if (effective < today) tell('publication/effective', ['effective'], { day: effective, today })
  else if (base.effective > today && effective < base.effective)
    tell('publication/before-coming', ['effective'], { latest: base.version, day: base.effective })
  else if (soonest !== undefined && effective < soonest.day)
    tell('publication/too-early', ['effective'], { ...soonest })
}

function tellVersion(
  data: PackData,
  { base, taken }: Standing,
  diff: PolicyDiff | undefined,
  tell: Tell,
): void {
  const latest = [...taken].sort(compareVersions).at(-1) ?? base.version
  const bump: Bump = diff?.bump ?? 'patch'
  if (diff?.bump === 'none') tell('publication/nothing-changed', ['version'], { latest: base.version })
  const least = bumpBetween(base.version, bump === 'none' ? 'patch' : bump)
  const wanted = compareVersions(least, latest) > 0 ? least : bumpBetween(latest, 'patch')
  const words = { version: data.version, wanted }
  if (compareVersions(data.version, latest) <= 0)
    tell('publication/version', ['version'], { ...words, latest })
  else if (!rises(base.version, data.version, bump)) tell('publication/bump', ['version'], { ...words, bump })
}

function findingOf(
  rule: RuleId,
  { path, line, column }: Place,
  words: Record<string, string | Text>,
): Finding {
  const { message, suggestion } = rules[rule]
  const inWords = (language: Language) =>
    Object.entries(words).map(([name, word]) => [name, typeof word === 'string' ? word : word[language]])
  const filled = ({ ja, en }: Text) => ({
    ja: fill(ja, Object.fromEntries(inWords('ja'))),
    en: fill(en, Object.fromEntries(inWords('en'))),
  })
  return {
    rule,
    severity: 'error',
    file: path,
    line,
    column,
    message: filled(message),
    suggestion: filled(suggestion),
    page: 'docs/guide/en/publishing.md',
  }
}
