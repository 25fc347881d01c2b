// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { text, type Language } from '../kernel/index.ts'

/** Something wrong with one field of a form, in the reader's language. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** A field of a form as the page shows it. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly language: Language
  readonly hint?: string
  readonly error?: string | undefined
  readonly required?: boolean
  readonly value?: string | undefined
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'date'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'text'
  readonly maxlength?: number
  /** More than one: a text of several lines. */
  readonly rows?: number
}

const words = {
  required: text('必須', 'Required'),
  optional: text('任意', 'Optional'),
  errors: text('入力内容を確認してください', 'Please check what you entered'),
}

/** The list of what is wrong, first on the page, each entry leading to its field; empty where nothing is. */
export function errorSummary(errors: readonly FieldError[], language: Language): string {
  if (errors.length === 0) return ''
  const items = errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)
  return html`<div class="notice notice-error" role="alert" aria-labelledby="errors-title" tabindex="-1">
    <h2 id="errors-title">${words.errors[language]}</h2>
    <ul>
      !${items}
    </ul>
  </div>`
}

function describedBy(field: Pick<Field, 'name' | 'hint' | 'error'>): string {
  const ids = [field.hint && `${field.name}-hint`, field.error && `${field.name}-error`].filter(Boolean)
  return ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`
}

function mark(required: boolean | undefined, language: Language): string {
  return required === true
    ? html` <span class="mark mark-required">${words.required[language]}</span>`
    : html` <span class="mark">${words.optional[language]}</span>`
}

function hintAndError(field: Pick<Field, 'name' | 'hint' | 'error'>): string {
  const hint = field.hint ? html`<p class="hint" id="${field.name}-hint">${field.hint}</p>` : ''
  const error = field.error ? html`<p class="error" id="${field.name}-error">${field.error}</p>` : ''
  return hint + error
}

function attributes(field: Field): string {
  const { name, required, error, autocomplete, inputmode, maxlength } = field
  return [
    html`id="${name}" name="${name}"`,
    required === true ? 'required' : '',
    error ? 'aria-invalid="true"' : '',
    autocomplete === undefined ? '' : html`autocomplete="${autocomplete}"`,
    inputmode === undefined ? '' : html`inputmode="${inputmode}"`,
    maxlength === undefined ? '' : html`maxlength="${maxlength}"`,
    describedBy(field),
  ]
    .filter((attribute) => attribute !== '')
    .join(' ')
}

/** A field with its label, whether it is required, hint and mistake, all tied together for screen readers. */
export function field(given: Field): string {
  const input =
    (given.rows ?? 1) > 1
      ? html`<textarea rows="${given.rows}" !${attributes(given)}>${`\n${given.value ?? ''}`}</textarea>`
      : html`<input type="${given.type ?? 'text'}" value="${given.value ?? ''}" !${attributes(given)} />`
  return html`<div class="field ${given.error ? 'field-wrong' : ''}">
    <label for="${given.name}"
      >${given.label}!${given.type === 'search' ? '' : mark(given.required, given.language)}</label
    >
    !${hintAndError(given)} !${input}
  </div>`
}

/** One of several, as radio buttons. */
export function choice(
  given: Pick<Field, 'name' | 'label' | 'language' | 'hint' | 'error' | 'required' | 'value'> & {
    readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[]
  },
): string {
  const options = given.options.map(({ value, label, hint }, index) => {
    const id = index === 0 ? given.name : `${given.name}-${index}`
    const state = [given.value === value ? 'checked' : '', given.required === true ? 'required' : ''].join(
      ' ',
    )
    return html`<div class="option">
      <input type="radio" id="${id}" name="${given.name}" value="${value}" !${state} />
      <label for="${id}">${label}!${hint ? html`<span class="hint">${hint}</span>` : ''}</label>
    </div>`
  })
  return html`<fieldset class="field ${given.error ? 'field-wrong' : ''}" !${describedBy(given)}>
    <legend>${given.label}!${mark(given.required, given.language)}</legend>
    !${hintAndError(given)} !${options}
  </fieldset>`
}

/** A box to tick, for a consent or a confirmation. */
export function checkbox(given: Pick<Field, 'name' | 'label' | 'hint' | 'error' | 'required'>): string {
  const state = [given.required === true ? 'required' : '', given.error ? 'aria-invalid="true"' : ''].join(
    ' ',
  )
  return html`<div class="field option ${given.error ? 'field-wrong' : ''}">
    <input
      type="checkbox"
      id="${given.name}"
      name="${given.name}"
      value="yes"
      !${state}
      !${describedBy(given)}
    />
    <label for="${given.name}">${given.label}</label>
    !${hintAndError(given)}
  </div>`
}

/** The button that sends a form; `quiet` for what is not the main thing to do. */
export function button(
  label: string,
  options: { quiet?: boolean; name?: string; value?: string } = {},
): string {
  const named = options.name === undefined ? '' : html`name="${options.name}" value="${options.value ?? ''}"`
  return html`<button type="submit" class="button ${options.quiet === true ? 'button-quiet' : ''}" !${named}>
    ${label}
  </button>`
}

/** A link that looks like a button, for going on to another page. */
export function buttonLink(label: string, href: string, quiet = false): string {
  return html`<a class="button ${quiet ? 'button-quiet' : ''}" href="${href}">${label}</a>`
}

/** Something to be noticed. `body` is HTML. */
export function notice(kind: 'info' | 'success' | 'warning' | 'error', title: string, body: string): string {
  const role = kind === 'error' ? 'alert' : 'status'
  return html`<div class="notice notice-${kind}" role="${role}">
    <h2>${title}</h2>
    !${body}
  </div>`
}

/** A table that turns into blocks on a phone. Cells are HTML. */
export function dataTable(given: {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}): string {
  const row = (cells: readonly string[]) =>
    html`<tr>
      !${cells.map((cell, index) => html`<td data-label="${given.head[index]}">!${cell}</td>`)}
    </tr>`
  return html`<table class="table">
    <caption>
      ${given.caption}
    </caption>
    <thead>
      <tr>
        !${given.head.map((label) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      !${given.rows.map(row)}
    </tbody>
  </table>`
}

/** Labels with their values. Values are HTML. */
export function factList(pairs: readonly (readonly [label: string, value: string])[]): string {
  return html`<dl class="facts">
    !${pairs.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>!${value}</dd>
        </div>`,
    )}
  </dl>`
}

/** What happened and what comes, in order. `detail` is HTML. */
export function stepList(
  steps: readonly {
    readonly title: string
    readonly detail: string
    readonly state: 'done' | 'now' | 'next'
  }[],
): string {
  return html`<ol class="steps">
    !${steps.map(
      ({ title, detail, state }) =>
        html`<li class="step-${state}" !${state === 'now' ? 'aria-current="step"' : ''}>
          <strong>${title}</strong>
          <div>!${detail}</div>
        </li>`,
    )}
  </ol>`
}
