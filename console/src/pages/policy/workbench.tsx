// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Draft, PolicyFinding } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Cursor } from './at-cursor.ts'
import { Editor, type EditorHandle } from './code/editor.tsx'
import { Conflict } from './conflict.tsx'
import { Findings, type GoTo } from './findings.tsx'
import { Keepers } from './keepers.tsx'
import { Changes } from './looks.tsx'
import classes from './policy.module.css'
import { fileNames, useCheck, type FileName } from './queries.ts'
import { useSaving } from './saving.ts'
import { Upload } from './upload.tsx'
import { Whom } from './whom.tsx'

const restMilliseconds = 600
const noFindings: readonly PolicyFinding[] = []

/** The three files as they are written, with what the check finds while somebody types. */
export function Workbench({
  draft,
  onUnsaved,
}: {
  readonly draft: Draft
  /** Told whenever something typed is, or is no longer, waiting to be saved. */
  readonly onUnsaved: (unsaved: boolean) => void
}): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const saving = useSaving(organisation.id, draft)
  const { typed, type, save, theirs, dirty } = saving
  useEffect(() => onUnsaved(dirty), [onUnsaved, dirty])
  const [resting] = useDebouncedValue(typed, restMilliseconds)
  const check = useCheck(organisation.id, draft, resting)
  const [shown, setShown] = useState<readonly FileName[]>([`policy.${language}.md`, 'pack.yaml'])
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const editors = useRef(new Map<string, EditorHandle>())
  const goTo: GoTo = ({ file, line, column }) => {
    setShown((now) => (now.includes(file as FileName) ? now : [...now, file as FileName]))
    // A file that was hidden has its editor after the next drawing.
    setTimeout(() => editors.current.get(file)?.goTo(line, column), 50)
  }
  const put = (files: Partial<Record<FileName, string>>) => {
    for (const [name, text] of Object.entries(files)) editors.current.get(name)?.put(text)
  }
  // What was read anew is shown where nothing was typed over what it takes the place of.
  const before = useRef(draft.files)
  useEffect(() => {
    for (const name of fileNames) editors.current.get(name)?.replace(before.current[name], draft.files[name])
    before.current = draft.files
  }, [draft.files])
  return (
    <>
      {theirs && (
        <Conflict
          theirs={theirs}
          typed={typed}
          onMine={() => save(theirs.revision)}
          onTheirs={() => {
            saving.takeTheirs()
            put(theirs.files)
          }}
        />
      )}
      {Boolean(saving.error) && !theirs && <Failure error={saving.error} retry={() => save()} />}
      <div className={classes['bar']}>
        <Shown shown={shown} onShown={setShown} />
        <Upload draft={draft} onRead={put} disabled={saving.dirty} />
        <span className={classes['state']} role="status">
          <SaveState draft={draft} saving={saving} />
        </span>
        <Button onClick={() => save()} disabled={!saving.dirty} loading={saving.isPending}>
          {t('policy.save')}
        </Button>
      </div>
      <p className={classes['hint']}>{t('policy.fileHint')}</p>
      <div className={classes['panes']}>
        {fileNames
          .filter((name) => shown.includes(name))
          .map((name) => (
            <section key={name} className={classes['pane']} aria-label={t(`policyFile.${name}`)}>
              <h2>{t(`policyFile.${name}`)}</h2>
              <Editor
                ref={(handle) => {
                  if (handle) editors.current.set(name, handle)
                  return () => void editors.current.delete(name)
                }}
                file={name}
                label={t(`policyFile.${name}`)}
                text={typed[name] ?? draft.files[name]}
                readOnly={theirs !== null}
                findings={check.data ? findingsOf(check.data.findings, name) : noFindings}
                onText={(text) => type(name, text)}
                onCursor={(line, text) => setCursor({ file: name, line, text })}
                onSave={() => save()}
              />
            </section>
          ))}
      </div>
      <Loaded query={check}>
        {(found) => (
          <>
            <div className={classes['below']}>
              <Findings check={found} checking={check.isFetching || resting !== typed} goTo={goTo} />
              <Keepers outline={found.outline} cursor={cursor} goTo={goTo} />
            </div>
            <Panel title={t('policy.what')}>
              <Changes changes={found.diff?.changes ?? []} />
              {found.diff && (
                <>
                  <h3>{t('policy.whom')}</h3>
                  <Whom diff={found.diff} />
                </>
              )}
            </Panel>
          </>
        )}
      </Loaded>
    </>
  )
}

// The same list for the same answer: editors mark anew only when it changes.
const byFile = new WeakMap<readonly PolicyFinding[], Map<string, readonly PolicyFinding[]>>()

function findingsOf(findings: readonly PolicyFinding[], file: string): readonly PolicyFinding[] {
  const known = byFile.get(findings) ?? new Map<string, readonly PolicyFinding[]>()
  byFile.set(findings, known)
  const list = known.get(file) ?? findings.filter((one) => one.file === file)
  known.set(file, list)
  return list
}

function Shown(props: {
  readonly shown: readonly FileName[]
  readonly onShown: (shown: readonly FileName[]) => void
}): ReactNode {
  const { t } = useWords()
  return (
    <fieldset>
      <legend>{t('policy.showFiles')}</legend>
      {fileNames.map((name) => (
        <Checkbox
          key={name}
          label={t(`policyFile.${name}`)}
          checked={props.shown.includes(name)}
          onChange={({ currentTarget: { checked } }) =>
            props.onShown(checked ? [...props.shown, name] : props.shown.filter((one) => one !== name))
          }
        />
      ))}
    </fieldset>
  )
}

function SaveState(props: {
  readonly draft: Draft
  readonly saving: ReturnType<typeof useSaving>
}): ReactNode {
  const { t, language } = useWords()
  const { draft, saving } = props
  if (saving.isPending) return t('policy.saving')
  if (saving.error) return t('policy.saveFailed')
  if (saving.dirty) return t('policy.unsaved')
  const time = formatInstant(draft.changedAt, 'time', language)
  return t('policy.saved', { time, revision: draft.revision })
}
