// SPDX-License-Identifier: Apache-2.0
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../../../language.ts'
import classes from './code.module.css'
import { reading } from './setup.ts'

const collapseUnchanged = { margin: 2, minSize: 4 }

/** Two states of a file: side by side, or one below the other's lines where the screen is narrow. */
export function Compare(props: {
  readonly file: string
  readonly before: string
  readonly after: string
}): ReactNode {
  const { t, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { file, before, after } = props
  useEffect(() => {
    const parent = box.current as HTMLElement
    const side = (label: string): Extension[] => [
      ...reading(`${label} ${file}`, file, language),
      EditorState.readOnly.of(true),
    ]
    const [left, right] = [t('policy.before'), t('policy.after')]
    if (window.matchMedia('(max-width: 60em)').matches) {
      const merged = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged })
      const view = new EditorView({ parent, doc: after, extensions: [...side(right), merged] })
      return () => view.destroy()
    }
    const view = new MergeView({
      parent,
      a: { doc: before, extensions: side(left) },
      b: { doc: after, extensions: side(right) },
      collapseUnchanged,
      gutter: true,
    })
    return () => view.destroy()
  }, [t, language, file, before, after])
  return <div ref={box} className={classes['compare']} />
}
