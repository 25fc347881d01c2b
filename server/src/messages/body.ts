// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import type { Language } from '../kernel/index.ts'

/** One part of a mail's text. */
export type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly pairs: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** A mail as written: subject, parts, and who signs it, line by line. */
export interface MailText {
  readonly subject: string
  readonly parts: readonly Part[]
  readonly signature: readonly string[]
}

/** A sentence or several, as one paragraph. */
export const paragraph = (text: string): Part => ({ kind: 'paragraph', text })

/** The plain text of a mail. */
export function plainBody({ parts, signature }: MailText, language: Language): string {
  const lines = parts.map((part) => plainPart(part, language))
  return `${[...lines, ['-- ', ...signature].join('\n')].join('\n\n')}\n`
}

function plainPart(part: Part, language: Language): string {
  if (part.kind === 'paragraph') return part.text
  if (part.kind === 'code') return `    ${part.text}`
  if (part.kind === 'link') return `${part.label}\n${part.url}`
  if (part.kind === 'list')
    return part.items.map((item) => (language === 'ja' ? `・${item}` : `- ${item}`)).join('\n')
  const join = language === 'ja' ? '：' : ': '
  return part.pairs.map(([label, value]) => `${label}${join}${value}`).join('\n')
}

const style = 'font-family:sans-serif;font-size:16px;line-height:1.7;color:#1a1a1a'

/** The same mail as simple HTML: no picture, no script, nothing fetched from anywhere. */
export function htmlBody({ subject, parts, signature }: MailText, language: Language): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${subject}</title>
      </head>
      <body style="${style}">
        !${parts.map(htmlPart)}
        <hr style="border:0;border-top:1px solid #999999;margin:24px 0 12px" />
        <p style="margin:0;color:#4d4d4d;font-size:14px">!${signature.map((line) => html`${line}<br />`)}</p>
      </body>
    </html>`
}

function htmlPart(part: Part): string {
  if (part.kind === 'paragraph') return html`<p style="white-space:pre-line">${part.text}</p>`
  if (part.kind === 'code') {
    return html`<p style="font-size:28px;font-family:monospace;letter-spacing:4px">
      <strong>${part.text}</strong>
    </p>`
  }
  if (part.kind === 'link') {
    return html`<p>${part.label}<br /><a href="${part.url}" style="color:#0017c1">${part.url}</a></p>`
  }
  if (part.kind === 'list') {
    return html`<ul>
      !${part.items.map((item) => html`<li>${item}</li>`)}
    </ul>`
  }
  const cell =
    'text-align:left;vertical-align:top;padding:2px 16px 2px 0;font-weight:normal;white-space:pre-line'
  return html`<table role="presentation">
    !${part.pairs.map(
      ([label, value]) =>
        html`<tr>
          <th scope="row" style="${cell};color:#4d4d4d">${label}</th>
          <td style="${cell}">${value}</td>
        </tr>`,
    )}
  </table>`
}
