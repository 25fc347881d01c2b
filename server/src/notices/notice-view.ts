// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { notice } from '../http/index.ts'
import { fill } from '../kernel/index.ts'
import { changeKinds, writtenDay } from '../messages/index.ts'
import { centreHome, type Centre } from './centre.ts'
import type { WebsiteNotice } from './contract.ts'
import { words } from './page-texts.ts'

/** What the privacy centre says of changes: the day, what changes by kind, the version and both side by side. */
export function websiteNoticeView(
  centre: Centre,
  notices: readonly Omit<WebsiteNotice, 'url' | 'compareUrl' | 'publishedAt' | 'shownUntil'>[],
  today: string,
): string {
  const { language } = centre
  const home = `${centreHome(centre)}/policy`
  return notices
    .map(({ version, previous, effective, changes }) => {
      const told = effective > today ? words.upcoming : words.changedOn
      const list = changes.map(
        ({ kind, summary }) => html`<li>${changeKinds[kind][language]}: ${summary[language]}</li>`,
      )
      const at = `${home}/versions/${encodeURIComponent(version)}`
      const compare = `${home}/compare?from=${encodeURIComponent(previous ?? version)}&to=${encodeURIComponent(version)}`
      return notice(
        'info',
        fill(told[language], { day: writtenDay(effective, language) }),
        html`<ul>
            !${list}
          </ul>
          <p>
            <a href="${at}">${fill(words.readVersion[language], { version })}</a><br />
            <a href="${compare}">${words.compare[language]}</a>
          </p>`,
      )
    })
    .join('')
}
