// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { html } from 'ghtml'
import { dataTable, factList } from '../http/index.ts'
import { commonRefusals, fill, refuse, type Text } from '../kernel/index.ts'
import { writtenDay } from '../messages/index.ts'
import { centreHome, centreView, type Centre, type CentreView } from './centre.ts'
import type { CollectionNotice } from './contract.ts'
import { words } from './page-texts.ts'

/** The ways by which people themselves give data: each has its notice. */
const askedChannels = (pack: Pack): Pack['channels'] => pack.channels.filter(({ from }) => from === 'person')

/**
 * What has to be told before somebody gives data by a channel: what it is used for, that giving is up to them, and
 * what follows without it. Refuses `common.not-found` for what is no channel by which a person gives.
 */
export function collectionNotice(pack: Pack, channel: string): CollectionNotice {
  const found = askedChannels(pack).find(({ id }) => id === channel)
  if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
  const given = pack.categories.filter(({ channels }) => channels.includes(channel))
  const names = new Map(given.map(({ id, name }) => [id, name]))
  const asked = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? [])
  return {
    organisation: pack.organisation?.name ?? pack.name,
    channel: { id: found.id, name: found.name },
    version: pack.version,
    effective: pack.effective,
    purposes: pack.purposes
      .map(({ id, name, uses }) => ({ id, name, categories: asked(uses) }))
      .filter(({ categories }) => categories.length > 0),
    voluntary: words.withheldIntro,
    withheld: given.flatMap(({ name, ifWithheld }) =>
      ifWithheld === undefined ? [] : [{ category: name, consequence: ifWithheld }],
    ),
  }
}

/** The notice as a page: shown before a form, or printed and handed out with one. */
export function collectionView(centre: Centre, channel: string): CentreView {
  const { pack, language } = centre
  const { purposes, withheld, ...told } = collectionNotice(pack, channel)
  const joined = (names: readonly Text[]) =>
    names.map((name) => name[language]).join(language === 'ja' ? '、' : ', ')
  const facts = factList([
    [words.name[language], html`${told.organisation[language]}`],
    [words.version[language], html`${told.version}`],
    [words.effective[language], html`${writtenDay(told.effective, language)}`],
  ])
  const used = dataTable({
    caption: words.purposes[language],
    head: [words.purpose[language], words.data[language]],
    rows: purposes.map(({ name, categories }) => [html`${name[language]}`, html`${joined(categories)}`]),
  })
  const without = dataTable({
    caption: words.withheld[language],
    head: [words.category[language], words.consequence[language]],
    rows: withheld.map((one) => [html`${one.category[language]}`, html`${one.consequence[language]}`]),
  })
  const body = html`!${facts}
    <p class="hint">${words.print[language]}</p>
    !${used}
    <p>${words.voluntary[language]}</p>
    !${withheld.length === 0 ? '' : without}
    <p><a href="${centreHome(centre)}/policy">${words.policy[language]}</a></p>`
  const title = fill(words.before[language], { channel: told.channel.name[language] })
  return centreView(centre, { title, body, entry: 'policy' })
}

/** Links to the notices of all ways by which people give data. */
export function collectionPart(centre: Centre): string {
  const channels = askedChannels(centre.pack)
  if (channels.length === 0) return ''
  return html`<p>${words.beforeIntro[centre.language]}</p>
    <ul>
      !${channels.map(
        ({ id, name }) =>
          html`<li><a href="${centreHome(centre)}/collection/${id}">${name[centre.language]}</a></li>`,
      )}
    </ul>`
}
