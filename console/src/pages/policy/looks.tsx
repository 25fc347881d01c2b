// SPDX-License-Identifier: Apache-2.0
/** How the states of drafts and versions look. */
import type { ReactNode } from 'react'
import type { DraftSummary, PolicyChange, PolicyFinding, VersionSummary } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'

type Look = readonly [Tone, IconName]

const draftLooks: Record<DraftSummary['state'], Look> = {
  draft: ['info', 'gear'],
  'sent-back': ['warn', 'undo'],
  submitted: ['warn', 'eye'],
  approved: ['good', 'check'],
  published: ['plain', 'check'],
  discarded: ['plain', 'dash'],
}

/** Where a draft stands. */
export function DraftStateBadge({ state }: { readonly state: DraftSummary['state'] }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = draftLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`draftState.${state}`)}
    </Badge>
  )
}

const versionLooks: Record<VersionSummary['state'], Look> = {
  'in-force': ['good', 'check'],
  coming: ['info', 'clock'],
  past: ['plain', 'dash'],
  withdrawn: ['plain', 'cross'],
}

/** Whether a version is in force. */
export function VersionStateBadge({ state }: { readonly state: VersionSummary['state'] }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = versionLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`versionState.${state}`)}
    </Badge>
  )
}

const severityLooks: Record<PolicyFinding['severity'], Look> = {
  error: ['bad', 'stop'],
  warning: ['warn', 'warning'],
  note: ['plain', 'info'],
}

/** How much a finding matters. */
export function SeverityBadge({ severity }: Pick<PolicyFinding, 'severity'>): ReactNode {
  const { t } = useWords()
  const [tone, icon] = severityLooks[severity]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`severity.${severity}`)}
    </Badge>
  )
}

const changeTones: Record<PolicyChange['what'], Tone> = {
  added: 'good',
  removed: 'bad',
  tightened: 'good',
  weakened: 'bad',
  mixed: 'warn',
  changed: 'warn',
  unclear: 'warn',
  reworded: 'plain',
}

/** What became of something between two versions. */
function ChangeBadge({ what }: Pick<PolicyChange, 'what'>): ReactNode {
  const { t } = useWords()
  return <Badge tone={changeTones[what]}>{t(`changeWhat.${what}`)}</Badge>
}

/** The summary of changes a version gives of itself, by kind. */
export function ChangeSummary({ changes }: Pick<VersionSummary, 'changes'>): ReactNode {
  const { t, say } = useWords()
  if (changes.length === 0) return <>—</>
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
      {changes.map(({ kind, summary }) => (
        <li key={kind + summary.ja}>
          <strong>{t(`changeKind.${kind}`)}</strong> {say(summary)}
        </li>
      ))}
    </ul>
  )
}

/** What differs, one thing a row, with its words before and after. */
export function Changes({ changes }: { readonly changes: readonly PolicyChange[] }): ReactNode {
  const { t, say } = useWords()
  if (changes.length === 0) return <p style={{ margin: 0 }}>{t('policy.whatNone')}</p>
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '1rem' }}>
      {changes.map((change) => (
        <li key={change.kind + change.id}>
          <ChangeBadge what={change.what} /> <code>{change.id}</code> {say(change.name)}
          {change.kind !== 'promise' && change.promises.length > 0 && (
            <> ({t('policy.serves', { ids: change.promises.join(t('list.comma')) })})</>
          )}
          {change.because.length > 0 && (
            <> ({t('policy.because', { ids: change.because.join(t('list.comma')) })})</>
          )}
          <Wording change={change} />
        </li>
      ))}
    </ul>
  )
}

/** The words before and after; once only where what keeps a sentence differs and the sentence does not. */
function Wording({ change: { before, after } }: { readonly change: PolicyChange }): ReactNode {
  const { t, say } = useWords()
  if (before && after && say(before) === say(after))
    return <Words label={t('policy.sameWords')} text={say(after)} />
  return (
    <>
      {before && <Words label={t('policy.before')} text={say(before)} />}
      {after && <Words label={t('policy.after')} text={say(after)} />}
    </>
  )
}

function Words({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    <p style={{ margin: '0.25rem 0 0', whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      <strong>{label}</strong> {text}
    </p>
  )
}
