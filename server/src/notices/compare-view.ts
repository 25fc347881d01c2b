// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { html } from 'ghtml'
import { dataTable, factList } from '../http/index.ts'
import { fill } from '../kernel/index.ts'
import { changeKinds, writtenDay } from '../messages/index.ts'
import { centreHome, centreView, type Centre, type CentreView } from './centre.ts'
import { compareTexts, type Pair } from './compare.ts'
import { words } from './page-texts.ts'
import { compareForm } from './policy-view.ts'

/** Two versions side by side; what changed is said in words and marked, not by colour alone. */
export function compareView(
  centre: Centre,
  { from, to, versions, all }: { from: Pack; to: Pack; versions: readonly Pack[]; all: boolean },
): CentreView {
  const { language } = centre
  const pairs = compareTexts(from, to, language)
  const counts = { added: 0, removed: 0, changed: 0, same: 0 }
  for (const { state } of pairs) counts[state] += 1
  const shown = all ? pairs : pairs.filter(({ state }) => state !== 'same')
  const home = `${centreHome(centre)}/policy`
  const other = `${home}/compare?from=${encodeURIComponent(from.version)}&to=${encodeURIComponent(to.version)}`
  const day = ({ effective }: Pack) => writtenDay(effective, language)
  const named = { from: from.version, to: to.version }
  const table =
    shown.length === 0
      ? html`<p>${words.nothing[language]}</p>`
      : dataTable({
          caption: fill(words.compareTitle[language], named),
          head: [
            words.change[language],
            `${words.from[language]} (${from.version})`,
            `${words.to[language]} (${to.version})`,
          ],
          rows: shown.map((pair) => row(pair, centre)),
        })
  const body = html`!${factList([
      [`${words.from[language]}`, html`${from.version} – ${words.effective[language]} ${day(from)}`],
      [`${words.to[language]}`, html`${to.version} – ${words.effective[language]} ${day(to)}`],
    ])}
    <dl>
      !${to.changes.map(
        ({ kind, summary }) =>
          html`<dt>${changeKinds[kind][language]}</dt>
            <dd>${summary[language]}</dd>`,
      )}
    </dl>
    <p>${fill(words.counted[language], counts)}</p>
    <p class="hint">${words.hint[language]}</p>
    !${table}
    <p>
      <a href="${all ? other : `${other}&all=1`}">${(all ? words.showChanged : words.showAll)[language]}</a>
    </p>
    !${compareForm(centre, versions, named)}
    <p><a href="${home}">${words.back[language]}</a></p>`
  return centreView(centre, { title: fill(words.compareTitle[language], named), body, entry: 'policy' })
}

function row({ state, heading, promises, before, after }: Pair, { language }: Centre): string[] {
  const where = heading === '' ? '' : html`<br /><small>${heading}</small>`
  const ids = promises.length === 0 ? '' : html`<br /><small>${promises.join(' ')}</small>`
  const gone = state === 'same' ? html`${before}` : html`<del>${before}</del>`
  const come = state === 'same' ? html`${after}` : html`<ins>${after}</ins>`
  return [
    html`<strong style="white-space: nowrap">${words[state][language]}</strong>!${where}!${ids}`,
    before === null ? words.all[language] : gone,
    after === null ? words.all[language] : come,
  ]
}
