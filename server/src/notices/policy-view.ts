// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { button, dataTable, factList, notice } from '../http/index.ts'
import { fill } from '../kernel/index.ts'
import { changeKinds, writtenDay } from '../messages/index.ts'
import { centreHome, centreView, type Centre, type CentreView } from './centre.ts'
import type { Pack } from '@yakusoku/core/packs'
import type { WebsiteNotice } from './contract.ts'
import type { Figure } from './figures.ts'
import { websiteNoticeView } from './notice-view.ts'
import { words } from './page-texts.ts'
import { aboutParts } from './policy-parts.ts'

/** What the page of a version is made from besides the version itself. */
export interface PolicyPage {
  readonly versions: readonly Pack[]
  readonly inForce: Pack
  readonly today: string
  /** What the website says of changes now. */
  readonly upcoming: readonly WebsiteNotice[]
  readonly figures: ReadonlyMap<string, Figure>
}

/** A version of the policy in full, with everything that has to be public beside its text. */
export function policyView(centre: Centre, page: PolicyPage): CentreView {
  const { language, pack } = centre
  const isCurrent = pack.version === page.inForce.version
  const parts = [
    ['changes', changesPart(centre)],
    ['text', textPart(centre, page.figures)],
    // What is told where data is given is told as it is now.
    ...aboutParts(centre).filter(([name]) => isCurrent || name !== 'collection'),
    ['versions', versionsPart(centre, page)],
  ] as const
  const shown = parts.filter(([, body]) => body !== '')
  const contents = shown.map(([name]) => html`<li><a href="#part-${name}">${words[name][language]}</a></li>`)
  const body = html`!${standing(centre, page)} !${head(centre)}
    <p class="hint">${words.print[language]}</p>
    <nav aria-label="${words.contents[language]}">
      <ul>
        !${contents}
      </ul>
    </nav>
    !${shown.map(
      ([name, part]) =>
        html`<section aria-labelledby="part-${name}">
          <h2 id="part-${name}">${words[name][language]}</h2>
          !${part}
        </section>`,
    )}`
  const title = isCurrent ? words.policy[language] : `${words.policy[language]} (${pack.version})`
  // Around an older version too stands whom to ask today.
  return centreView({ ...centre, pack: page.inForce }, { title, body, entry: 'policy' })
}

/** Says of an older or a coming version that it is one, and of the one in force that another comes. */
function standing(centre: Centre, { inForce, upcoming, today }: PolicyPage): string {
  const { language, pack } = centre
  const home = `${centreHome(centre)}/policy`
  if (pack.version !== inForce.version) {
    const coming = pack.effective > today
    const title = coming
      ? fill(words.coming[language], { day: writtenDay(pack.effective, language) })
      : words.older[language]
    return notice(
      'warning',
      title,
      html`<p>
        ${fill(words.olderBody[language], { version: inForce.version })}
        <a href="${home}">${words.current[language]}</a>
      </p>`,
    )
  }
  return websiteNoticeView(centre, upcoming, today)
}

function head(centre: Centre): string {
  const { pack, language } = centre
  const day = (value: string) => html`<time datetime="${value}">${writtenDay(value, language)}</time>`
  const { organisation } = pack
  const pairs: [string, string][] = [
    [words.version[language], html`${pack.version}`],
    [words.effective[language], day(pack.effective)],
    [words.modified[language], day(pack.modified)],
  ]
  if (pack.established !== undefined) pairs.push([words.established[language], day(pack.established)])
  if (pack.revisions.length > 0)
    pairs.push([words.revisions[language], pack.revisions.map(day).join(language === 'ja' ? '、' : ', ')])
  if (pack.signedBy !== undefined) pairs.push([words.signedBy[language], html`${pack.signedBy[language]}`])
  if (organisation !== undefined)
    pairs.push(
      [words.name[language], html`${organisation.name[language]}`],
      [words.address[language], html`${organisation.address[language]}`],
      [words.representative[language], html`${organisation.representative[language]}`],
    )
  return factList(pairs)
}

function changesPart({ pack, language }: Centre): string {
  if (pack.changes.length === 0) return ''
  return html`<dl>
    !${pack.changes.map(
      ({ kind, summary }) =>
        html`<dt>${changeKinds[kind][language]}</dt>
          <dd>${summary[language]}</dd>`,
    )}
  </dl>`
}

function textPart({ pack, language }: Centre, figures: ReadonlyMap<string, Figure>): string {
  const anchored = new Set<string>()
  // A promise may be told in several sentences; a link to it leads to the first.
  const anchor = (id: string | undefined) => {
    if (id === undefined || anchored.has(id)) return ''
    anchored.add(id)
    return html`id="${id}"`
  }
  const told = new Set<string>()
  const figureOf = (promises: readonly string[]) =>
    promises
      .filter((id) => figures.has(id) && !told.has(id) && told.add(id))
      .map((id) => {
        const { kept, total } = figures.get(id) as Figure
        return html` <small class="hint">${fill(words.figure[language], { kept, total })}</small>`
      })
      .join('')
  const sections = pack.policy[language].sections.map(({ heading, level, sentences }) => {
    const title = heading === '' ? '' : level <= 2 ? html`<h3>${heading}</h3>` : html`<h4>${heading}</h4>`
    const blocks = [...Map.groupBy(sentences, (sentence) => sentence.block).values()]
    const parts = blocks.map((block) => {
      const said = block.map(
        ({ promises, text: sentence }) =>
          html`<span !${anchor(promises[0])}>${sentence}</span>!${figureOf(promises)}`,
      )
      return block[0]?.form === 'bullet' ? html`<li>!${said}</li>` : html`<p>!${said}</p>`
    })
    return html`!${title} !${listed(parts)}`
  })
  return sections.join('')
}

/** Puts bullets that follow each other into one list. */
function listed(parts: readonly string[]): string {
  return parts.join('').replaceAll(/(?:<li>.*?<\/li>)+/gs, (items) => `<ul>${items}</ul>`)
}

function versionsPart(centre: Centre, { versions, inForce, today }: PolicyPage): string {
  const { language } = centre
  const home = `${centreHome(centre)}/policy`
  const state = ({ version, effective }: Pack) => {
    if (version === inForce.version) return words.inForce[language]
    return effective > today
      ? fill(words.coming[language], { day: writtenDay(effective, language) })
      : words.past[language]
  }
  const rows = versions
    .toReversed()
    .map((one) => [
      html`<a href="${home}/versions/${encodeURIComponent(one.version)}">${one.version}</a>`,
      html`<time datetime="${one.effective}">${writtenDay(one.effective, language)}</time>`,
      html`${state(one)}`,
      one.changes.map(({ summary }) => html`${summary[language]}<br />`).join(''),
    ])
  const table = dataTable({
    caption: words.versions[language],
    head: [words.version, words.effective, words.state, words.changes].map((word) => word[language]),
    rows,
  })
  return table + (versions.length > 1 ? compareForm(centre, versions) : '')
}

/** Chooses two versions to be laid side by side. */
export function compareForm(
  centre: Centre,
  versions: readonly Pack[],
  chosen: { from?: string; to?: string } = {},
): string {
  const { language } = centre
  const select = (name: 'from' | 'to', value: string | undefined) =>
    html`<div class="field">
      <label for="${name}">${words[name][language]}</label>
      <select id="${name}" name="${name}">
        !${versions.map(
          ({ version }) =>
            html`<option value="${version}" !${version === value ? 'selected' : ''}>${version}</option>`,
        )}
      </select>
    </div>`
  return html`<form method="get" action="${centreHome(centre)}/policy/compare">
    <h3>${words.compare[language]}</h3>
    <div class="actions">
      !${select('from', chosen.from ?? versions.at(-2)?.version)}
      !${select('to', chosen.to ?? versions.at(-1)?.version)}
      !${button(words.compareGo[language], { quiet: true })}
    </div>
  </form>`
}
