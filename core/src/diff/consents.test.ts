// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { diffPacks } from './index.ts'

const folder = fileURLToPath(new URL('../../../packs/', import.meta.url))
type Edit = { from: string; to: string; file?: 'policy.ja.md' | 'policy.en.md' }

function edited(...edits: Edit[]): Pack {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => {
    let text = readFileSync(`${folder}cleaning/${path}`, 'utf8')
    for (const { from, to, file = 'pack.yaml' } of edits) {
      if (file !== path) continue
      expect(text, from).toContain(from)
      text = text.replace(from, to)
    }
    return { path, text }
  })
  const { pack, problems } = loadPack(files)
  if (!pack) throw new Error(JSON.stringify(problems[0]))
  return pack
}

const OLD = edited()
const changesBy = (...edits: Edit[]) => diffPacks(OLD, edited(...edits))

describe('what needs consent anew', () => {
  test('of a contractor that becomes a third party is consent for all it is given', () => {
    const [from, categories] = [
      'equipment-vendors, kind: contractor',
      ['business-addresses', 'equipment-logs'],
    ]
    const own = changesBy({ from, to: 'equipment-vendors, kind: third-party' })
    expect(own.consent).toEqual([])
    const sold = changesBy(
      { from, to: 'equipment-vendors, kind: third-party' },
      {
        from: 'kind: third-party, countries: [JP], grounds: [service-entrustment]',
        to: 'kind: third-party, countries: [JP], grounds: [service-need]',
      },
    )
    expect(sold.consent).toMatchObject([
      { article: 'APPI Art. 27(1)', categories: expect.arrayContaining(categories) },
    ])
  })

  test('of a route on consent that carries more is consent for what it carries more', () => {
    const route = {
      from: 'recipient: technology-providers, country: SG, basis: equivalent-measures',
      to: 'recipient: technology-providers, country: SG, basis: consent',
    }
    const more = {
      from: 'categories: [contact-persons, contact-details, cleaning-schedules, completion-reports]',
      to: 'categories: [contact-persons, contact-details, cleaning-schedules, completion-reports, call-logs]',
    }
    expect(changesBy(route).consent[0]?.categories).toHaveLength(4)
    expect(diffPacks(edited(route), edited(route, more)).consent).toMatchObject([
      { what: ['transfer:reporting-platform'], categories: ['call-logs'] },
    ])
  })

  test('of data that identifies nobody is no consent', () => {
    const more = changesBy({
      from: 'purposes: [benchmarking], categories: [performance-measures, quality-documents]',
      to: 'purposes: [benchmarking], categories: [performance-measures, quality-documents, feedback]',
    })
    expect(more.elements.map(({ id }) => id)).toContain('industry-bodies')
    expect(more.consent).toEqual([])
  })
})
