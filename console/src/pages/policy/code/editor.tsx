// SPDX-License-Identifier: Apache-2.0
import { forceLinting, linter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react'
import type { PolicyFinding } from 'yakusoku/contract'
import { useWords } from '../../../language.ts'
import classes from './code.module.css'
import { reading, writing } from './setup.ts'

/** What a page does to an editor: goes to a place, or puts another text in. */
export interface EditorHandle {
  readonly goTo: (line: number, column: number) => void
  readonly put: (text: string) => void
  /** Puts another text in where nothing but the one it takes the place of stands there. */
  readonly replace: (from: string, to: string) => void
}

/** A file as it is written, with what was found in it marked at its lines. */
export function Editor(props: {
  readonly file: string
  readonly label: string
  readonly text: string
  readonly readOnly: boolean
  readonly findings: readonly PolicyFinding[]
  readonly onText: (text: string) => void
  /** Line of the cursor, from 1. */
  readonly onCursor: (line: number, text: string) => void
  /** Asked for by Ctrl+S, or Command+S. */
  readonly onSave: () => void
  readonly ref: Ref<EditorHandle>
}): ReactNode {
  const { language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const frozen = useRef(new Compartment())
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const made = new EditorView({
      parent: box.current as HTMLElement,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          ...reading(latest.current.label, latest.current.file, language),
          ...writing,
          linter(null),
          keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => (latest.current.onSave(), true) }]),
          frozen.current.of(EditorState.readOnly.of(latest.current.readOnly)),
          EditorView.updateListener.of((update) => {
            const { state } = update
            if (update.docChanged) latest.current.onText(state.doc.toString())
            if (update.selectionSet || update.docChanged || update.focusChanged) {
              const line = state.doc.lineAt(state.selection.main.head).number
              if (update.view.hasFocus) latest.current.onCursor(line, state.doc.toString())
            }
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [language])
  useEffect(() => {
    const made = view.current
    made?.dispatch({ effects: frozen.current.reconfigure(EditorState.readOnly.of(props.readOnly)) })
  }, [props.readOnly])
  useEffect(() => {
    const made = view.current
    if (made === null) return
    made.dispatch(setDiagnostics(made.state, diagnosticsOf(made.state, props.findings, language)))
    forceLinting(made)
  }, [props.findings, language])
  useImperativeHandle(props.ref, () => ({
    goTo: (line, column) => {
      if (view.current) goTo(view.current, line, column)
    },
    put: (text) => {
      if (view.current) put(view.current, text)
    },
    replace: (from, to) => {
      if (view.current && from !== to && view.current.state.doc.toString() === from) put(view.current, to)
    },
  }))
  return <div ref={box} className={classes['editor']} />
}

function put(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
}

function goTo(view: EditorView, line: number, column: number): void {
  const anchor = offsetOf(view.state, line, column)
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
  view.focus()
}

/** The place of a line and column that count from 1, kept within a text that may have changed since. */
function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines))
  return Math.min(at.from + Math.max(column - 1, 0), at.to)
}

const severities = { error: 'error', warning: 'warning', note: 'info' } as const

function diagnosticsOf(
  state: EditorState,
  findings: readonly PolicyFinding[],
  language: 'ja' | 'en',
): Diagnostic[] {
  return findings
    .filter(({ allowed }) => allowed === undefined)
    .map(({ line, column, severity, message, suggestion, rule }) => {
      const from = offsetOf(state, line, column)
      const rest = state.doc.lineAt(from).to
      return {
        from,
        to: Math.min(rest, from + 40),
        severity: severities[severity],
        source: rule,
        message: `${message[language]} ${suggestion[language]}`,
      }
    })
    .sort((a, b) => a.from - b.from)
}
