// SPDX-License-Identifier: Apache-2.0
import { parseDocument, visit, type Document } from 'yaml'
import type { PackData } from '@yakusoku/core/packs'
import { placeholdersFor, shortNames } from './init-names.ts'

type Both = { ja: string; en: string }

/** What a new pack must know about the organisation that starts it. */
export interface Founding {
  readonly id: string
  /** The letters before the number of each promise. */
  readonly prefix: string
  readonly name: Both
  readonly address: Both
  readonly representative: Both
  /** Who is the privacy manager. */
  readonly manager: Both
  readonly mail: string
  readonly phone: string
  readonly website: string
  readonly jurisdictions: readonly string[]
  /** The day from which it holds, and the day it is made, YYYY-MM-DD. */
  readonly effective: string
  readonly today: string
  /** Laws that have to be extended besides those of the pack it is made from. */
  readonly laws: readonly string[]
  /** Where the schema lies, seen from the new folder. */
  readonly schema: string
}

/** The three files of a pack as text. */
export type PackTexts = Readonly<Record<'pack.yaml' | 'policy.ja.md' | 'policy.en.md', string>>

/** A new pack made from another: its files, and what a person still has to fill in. */
export type Started = { files: PackTexts; open: string[] }

/**
 * Makes a new organisation's pack from one that is there: every detail of the fictional company is replaced in data and
 * text, what nobody can know yet becomes a placeholder, and the promises get letters of their own.
 */
export function startPack(template: PackData, texts: PackTexts, founding: Founding): Started {
  const swap = swapper([...ownDetails(template, founding), ...placeholdersFor(template)])
  const prefix = template.promises[0]?.id.split('-')[0] ?? ''
  const renamed = (text: string): string =>
    prefix ? text.replaceAll(new RegExp(`\\b${prefix}-(?=\\d)`, 'g'), `${founding.prefix}-`) : text
  // The lines above the first key tell what the fictional company is.
  const document = parseDocument(texts['pack.yaml'].replace(/^(?:#.*\n)+/, ''))
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && typeof node.value === 'string') node.value = renamed(swap(node.value))
    },
  })
  settle(document, template, founding)
  const printed = document.toString({ lineWidth: 0, flowCollectionPadding: true })
  const yaml = printed.replaceAll(/^\s*#.*$/gm, (comment) => renamed(swap(comment)))
  const text = (language: 'ja' | 'en') => renamed(swap(texts[`policy.${language}.md`]))
  return {
    files: { 'pack.yaml': yaml, 'policy.ja.md': text('ja'), 'policy.en.md': text('en') },
    open: openIn(yaml, founding),
  }
}

/** What of the fictional company is replaced by what. */
function ownDetails(template: PackData, founding: Founding): [string, string][] {
  const { organisation, desks, signedBy } = template
  const host = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/+$/, '')
  const pairs: [string | undefined, string][] = []
  for (const language of ['ja', 'en'] as const) {
    pairs.push([organisation?.name[language], founding.name[language]])
    pairs.push([organisation?.address[language], founding.address[language]])
    pairs.push([organisation?.representative[language], founding.representative[language]])
    pairs.push([signedBy?.[language], founding.representative[language]])
    const short = shortNames(founding.name)[language]
    for (const old of Object.values(shortNames(organisation?.name ?? { ja: '', en: '' }, language)))
      pairs.push([old, short])
  }
  pairs.push([organisation?.website, founding.website.replace(/\/+$/, '')])
  if (organisation?.website) pairs.push([host(organisation.website), host(founding.website)])
  for (const desk of desks.filter(({ external }) => !external)) {
    pairs.push([desk.mail, founding.mail], [desk.phone, founding.phone], [desk.fax, founding.phone])
  }
  const brand = organisation?.name.en.split(' ')[0]?.toLowerCase()
  pairs.push([brand, founding.id.replaceAll('-', '')])
  return pairs.flatMap(([old, now]) => (old ? [[old, now]] : []))
}

/** Replaces all of them in one go, the longest first, so that nothing is replaced twice. */
function swapper(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const known = new Map<string, string>()
  for (const [old, now] of pairs) if (!known.has(old)) known.set(old, now)
  const words = [...known.keys()].toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(words.map(escaped).join('|'), 'g')
  return (text) => (words.length > 0 ? text.replace(pattern, (word) => known.get(word) ?? word) : text)
}

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Sets what belongs to the new pack alone: id, days, history, jurisdictions, laws, and who is in charge. */
function settle(document: Document, template: PackData, founding: Founding): void {
  document.set('id', founding.id)
  document.set('version', '1.0.0')
  document.set('effective', founding.effective)
  document.set('modified', founding.today < founding.effective ? founding.today : founding.effective)
  document.set(
    'changes',
    document.createNode([
      { kind: 'clarification', summary: { ja: '最初の版です。', en: 'The first version.' } },
    ]),
  )
  if (template.established !== undefined) document.set('established', founding.effective)
  if (template.revisions.length > 0) document.set('revisions', document.createNode([], { flow: true }))
  document.set('jurisdictions', document.createNode([...founding.jurisdictions], { flow: true }))
  const laws = [...new Set([...template.extends, ...founding.laws])]
  if (laws.length > 0) document.set('extends', document.createNode(laws, { flow: true }))
  const manager = template.roles.findIndex(({ account }) => account === 'privacy-manager')
  if (manager >= 0)
    document.setIn(['roles', manager, 'holder'], document.createNode(founding.manager, { flow: true }))
  document.commentBefore = ` yaml-language-server: $schema=${founding.schema}\n Started from the pack "${template.id}" on ${founding.today}.`
}

const OPEN = /記入してください|fill in|架空|external: true|\.example\b/

/** The lines of pack.yaml at which something is still to be filled in, or belongs to somebody fictional. */
function openIn(yaml: string, { website }: Founding): string[] {
  const own = website.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return yaml.split('\n').flatMap((line, index) => {
    const id = /\bid: ([a-z0-9-]+)/.exec(line)?.[1]
    return OPEN.test(line.replaceAll(own, '')) ? [`${index + 1}${id ? ` (${id})` : ''}`] : []
  })
}
