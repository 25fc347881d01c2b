// SPDX-License-Identifier: Apache-2.0
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { japanese } from './phrases.ts'

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--color-primitive-blue-900)' },
  { tag: [tags.string, tags.content], color: 'var(--color-neutral-solid-gray-900)' },
  { tag: tags.comment, color: 'var(--color-neutral-solid-gray-700)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--color-neutral-solid-gray-700)' },
])

const marks = new MatchDecorator({
  regexp: /\{#[^{}\s]*\}/g,
  decoration: Decoration.mark({ class: 'cm-promise-mark' }),
})

/** The marks of promises at the ends of sentences stand back behind the sentences. */
const promiseMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = marks.createDeco(view)
    }
    update(update: ViewUpdate) {
      this.decorations = marks.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

const look = EditorView.theme({
  '&': { fontSize: '0.875rem', backgroundColor: 'var(--color-neutral-white)', height: '100%' },
  '&.cm-focused': { outline: '3px solid var(--color-neutral-black)', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.7' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-neutral-solid-gray-50)',
    color: 'var(--color-neutral-solid-gray-700)',
    borderRight: '1px solid var(--color-neutral-solid-gray-200)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'rgb(255 193 7 / 14%)' },
  '.cm-promise-mark': { color: 'var(--color-primitive-blue-900)' },
  '.cm-content': { paddingBlock: '0.5rem' },
  // The signs that stand there by default are in few fonts.
  '.cm-collapsedLines': { '&:before, &:after': { content: '"…"', marginInline: '0.5rem' } },
})

/** How the text of a file is shown, whether it is written, only read, or compared. */
export function reading(label: string, file: string, language: 'ja' | 'en'): Extension[] {
  return [
    lineNumbers(),
    drawSelection(),
    highlightSelectionMatches(),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    look,
    // Tab is left to the page, so that nobody who goes by keyboard is caught.
    keymap.of([...searchKeymap, ...lintKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false' }),
    EditorState.phrases.of(language === 'ja' ? japanese : {}),
    file === 'pack.yaml' ? yaml() : promiseMarks,
  ]
}

/** What writing needs besides. */
export const writing: Extension[] = [
  history(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  lintGutter(),
  keymap.of(historyKeymap),
]
