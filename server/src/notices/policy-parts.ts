// SPDX-License-Identifier: Apache-2.0
import { describeRule } from '@yakusoku/core/calendar'
import { findElement, type ElementOf } from '@yakusoku/core/packs'
import { html } from 'ghtml'
import { dataTable, factList } from '../http/index.ts'
import type { Centre } from './centre.ts'
import { collectionPart } from './collection.ts'
import { wayWords, words } from './page-texts.ts'

/** What has to be public beside the text, each part with its name: empty where the pack has nothing of it. */
export function aboutParts(
  centre: Centre,
): (readonly [
  'terms' | 'purposes' | 'procedures' | 'desk' | 'withheld' | 'collection' | 'partners',
  string,
])[] {
  return [
    ['terms', centre.pack.terms.length === 0 ? '' : termsPart(centre)],
    ['purposes', purposesPart(centre)],
    ['procedures', proceduresPart(centre)],
    ['desk', deskPart(centre)],
    ['withheld', withheldPart(centre)],
    ['collection', collectionPart(centre)],
    ['partners', partnersPart(centre)],
  ]
}

const joined = (parts: readonly string[], { language }: Centre) => parts.join(language === 'ja' ? '、' : ', ')

function termsPart({ pack, language }: Centre): string {
  return factList(
    pack.terms.map(({ name, description }) => [name[language], html`${description?.[language]}`]),
  )
}

function purposesPart(centre: Centre): string {
  const { pack, language } = centre
  if (pack.purposes.length === 0) return ''
  const nameOf = (id: string) => findElement(pack, 'category', id)?.name[language] ?? id
  return dataTable({
    caption: words.purposes[language],
    head: [words.purpose[language], words.data[language]],
    rows: pack.purposes.map(({ name, uses }) => [
      html`${name[language]}`,
      uses.length === 0 ? words.all[language] : html`${joined(uses.map(nameOf), centre)}`,
    ]),
  })
}

function proceduresPart(centre: Centre): string {
  const { pack, language } = centre
  const rows = pack.rights.flatMap((right) => {
    const how = findElement(pack, 'procedure', right.procedure ?? '')
    if (how === undefined) return []
    const named = (ways: readonly string[]) =>
      joined(
        ways.map((way) => wayWords[way]?.[language] ?? way),
        centre,
      )
    return [
      [
        html`${right.name[language]}`,
        html`${named(how.channels)}`,
        html`${describeRule(how.deadline.rule)[language]}`,
        html`${feeOf(how, language)}`,
        html`${named(how.deliveries)}`,
      ],
    ]
  })
  if (rows.length === 0) return ''
  return dataTable({
    caption: words.procedures[language],
    head: [words.right, words.ways, words.term, words.fee, words.delivery].map((word) => word[language]),
    rows,
  })
}

function feeOf({ fee }: ElementOf<'procedure'>, language: 'ja' | 'en'): string {
  if (fee === undefined || fee.amount === 0) return words.noFee[language]
  const style = { style: 'currency', currency: fee.currency } as const
  return new Intl.NumberFormat(language, style).format(fee.amount)
}

function deskPart(centre: Centre): string {
  const { pack, language } = centre
  return pack.desks
    .map((desk) => {
      const pairs: [string, string][] = []
      if (desk.mail !== undefined)
        pairs.push([words.mail[language], html`<a href="mailto:${desk.mail}">${desk.mail}</a>`])
      if (desk.phone !== undefined) pairs.push([words.phone[language], html`${desk.phone}`])
      if (desk.fax !== undefined) pairs.push([words.fax[language], html`${desk.fax}`])
      if (desk.post !== undefined) pairs.push([words.post[language], html`${desk.post[language]}`])
      if (desk.web !== undefined && !desk.external) pairs.push([words.web[language], html`${desk.web}`])
      return html`<h3>${desk.name[language]}</h3>
        !${factList(pairs)}`
    })
    .join('')
}

function withheldPart(centre: Centre): string {
  const { pack, language } = centre
  const told = pack.categories.filter(({ ifWithheld }) => ifWithheld !== undefined)
  if (told.length === 0) return ''
  const table = dataTable({
    caption: words.withheld[language],
    head: [words.category[language], words.consequence[language]],
    rows: told.map(({ name, ifWithheld }) => [html`${name[language]}`, html`${ifWithheld?.[language]}`]),
  })
  return html`<p>${words.withheldIntro[language]}</p>
    !${table}`
}

/** Sites of others that the pack names: each link says that this policy ends there. */
function partnersPart(centre: Centre): string {
  const { pack, language } = centre
  const tools = pack.tools.map(({ name, provider, policy }) => ({
    label: `${provider[language]} – ${name[language]}`,
    href: policy,
  }))
  const bodies = pack.desks
    .filter(({ external }) => external)
    .map(({ name, web }) => ({ label: name[language], href: web }))
  const links = [...tools, ...bodies].filter(
    (link): link is { label: string; href: string } => link.href !== undefined && isWeb(link.href),
  )
  if (links.length === 0) return ''
  return html`<p>${words.partnersIntro[language]}</p>
    <ul>
      !${links.map(
        ({ label, href }) =>
          html`<li>
            <a href="${href}" rel="external noopener noreferrer">${label}</a> ${words.outside[language]}
          </li>`,
      )}
    </ul>`
}

const isWeb = (href: string) => URL.canParse(href) && /^https?:$/.test(new URL(href).protocol)
