// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { html } from 'ghtml'
import type { Page } from '../http/index.ts'
import { text, type Language } from '../kernel/index.ts'
import type { Office } from '../messages/index.ts'

/** Whose page of the privacy centre it is, and in which language. */
export interface Centre {
  readonly pack: Pack
  readonly language: Language
}

/** A page without its address. */
export type CentreView = Omit<Page, 'path'>

/** The organisation's office that answers requests, as letters, mails and pages name it. */
export function officeOf(pack: Pack, language: Language): Office {
  const desk =
    pack.desks.find((one) => !one.external && one.mail !== undefined) ??
    pack.desks.find((one) => !one.external)
  const { name, address } = pack.organisation ?? { name: pack.name, address: undefined }
  return {
    name: name[language],
    postalAddress: address === undefined ? [] : [address[language]],
    ...(desk === undefined ? {} : { department: desk.name[language] }),
    ...(desk?.mail === undefined ? {} : { email: desk.mail }),
    ...(desk?.phone === undefined ? {} : { telephone: desk.phone }),
    ...(pack.organisation?.website === undefined ? {} : { url: pack.organisation.website }),
  }
}

/** Where the privacy centre of an organisation begins. */
export const centreHome = ({ pack }: Centre): string => `/privacy/${pack.id}`

const contact = text('お問い合わせ', 'Contact')
const entries = {
  home: { path: '', label: text('個人情報の窓口', 'Privacy centre') },
  ask: { path: '/requests/new', label: text('開示を請求する', 'Ask what we hold about me') },
  follow: { path: '/follow', label: text('請求の状況を確かめる', 'Follow my request') },
  policy: { path: '/policy', label: text('個人情報の取扱い', 'Privacy policy') },
} as const

/** The entries of the privacy centre's menu. */
export type CentreEntry = keyof typeof entries

/** A page of the privacy centre: head, menu and contact around a body. */
export function centreView(
  centre: Centre,
  given: { title: string; body: string; entry?: CentreEntry | undefined; hasErrors?: boolean },
): CentreView {
  const { pack, language } = centre
  const office = officeOf(pack, language)
  const lines = [office.name, ...(office.postalAddress ?? []), office.department]
    .filter((line) => line !== undefined)
    .map((line) => html`${line}`)
  if (office.email !== undefined) lines.push(html`<a href="${`mailto:${office.email}`}">${office.email}</a>`)
  if (office.telephone !== undefined)
    lines.push(html`<a href="${`tel:${office.telephone.replaceAll(/[^+\d]/g, '')}`}">${office.telephone}</a>`)
  return {
    title: given.title,
    language,
    organisation: { name: office.name, home: centreHome(centre) },
    body: given.body,
    navigation: Object.entries(entries).map(([name, { path, label }]) => ({
      href: centreHome(centre) + path,
      label: label[language],
      current: name === given.entry,
    })),
    footer: html`<h2>${contact[language]}</h2>
      <p>!${lines.map((line) => html`!${line}<br />`)}</p>`,
    hasErrors: given.hasErrors ?? false,
  }
}
