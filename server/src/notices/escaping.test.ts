// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { describe, expect, it } from 'vitest'
import { nextVersion } from '../../../tests/support/notices.ts'
import { collectionView } from './collection.ts'
import { compareView } from './compare-view.ts'
import { policyView } from './policy-view.ts'

const hostile = `<img src=x onerror=alert(1)>"'</span><script>alert(1)</script>`
const wordKeys = new Set(['ja', 'en', 'heading', 'text', 'mail', 'phone', 'fax'])

/** The pack with something hostile behind everything that somebody writes in words. */
function defaced(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return wordKeys.has(key) ? value + hostile : value
  if (Array.isArray(value)) return value.map((one) => defaced(one, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, defaced(one, name)]))
}

const before = defaced(nextVersion('1.0.0', '2026-04-01')) as Pack
const pack = defaced(nextVersion('1.1.0', '2026-12-01', (yaml) => yaml)) as Pack
const changed = {
  ...pack,
  policy: {
    ja: { ...pack.policy.ja, sections: pack.policy.ja.sections.slice(1) },
    en: { ...pack.policy.en, sections: pack.policy.en.sections.slice(1) },
  },
}

describe('words of a pack that are markup', () => {
  it.each(['ja', 'en'] as const)('stand as words on every page of the policy (%s)', (language) => {
    const centre = { pack, language }
    const upcoming = [{ ...pack, previous: '1.0.0', changes: [...pack.changes] }] as never
    const channel = pack.channels.find(({ from }) => from === 'person')?.id as string
    const figures = new Map([['CLN-7.19', { kept: 1, total: 2 }]])
    const views = [
      policyView(centre, { versions: [before, pack], inForce: pack, today: '2026-11-22', upcoming, figures }),
      policyView(
        { pack: before, language },
        { versions: [before, pack], inForce: pack, today: '2026-12-22', upcoming, figures },
      ),
      compareView(centre, { from: before, to: changed, versions: [before, changed], all: true }),
      collectionView(centre, channel),
    ]
    for (const { body, footer = '' } of views) {
      expect(body).toContain('&#60;img src')
      expect(body + footer).not.toMatch(/<(img|script)|[^;]"'<\/span/)
    }
  })
})
