// SPDX-License-Identifier: Apache-2.0
// The log of take-outs as a table: one line a take-out.
import type { Pack } from '@yakusoku/core/packs'
import { text, type Language, type Text } from '../kernel/index.ts'
import { toCsv } from '../recipients/index.ts'
import type { TakeOutBasis, TakeOutDetails, TakeOutEntry, TakeOutMedium } from './contract.ts'

/** One line of the export. */
export interface Line {
  readonly entry: TakeOutEntry
  readonly details: TakeOutDetails
}

const media: Readonly<Record<TakeOutMedium, Text>> = {
  paper: text('紙', 'Paper'),
  laptop: text('ノート型パソコン', 'Laptop'),
  'mobile-device': text('携帯端末', 'Mobile device'),
  'removable-drive': text('外付けの記憶装置', 'Removable drive'),
  'optical-disc': text('光ディスク', 'Optical disc'),
  tape: text('磁気テープ', 'Tape'),
  other: text('その他', 'Other'),
}

const bases: Readonly<Record<TakeOutBasis, Text>> = {
  need: text('業務の必要', 'Need of the service'),
  'client-consent': text('委託元の書面による承諾', 'Written consent of the client'),
  exception: text('法令等の例外', 'Exception of the law'),
}

const states: Readonly<Record<TakeOutEntry['state'], Text>> = {
  out: text('持出し中', 'Out'),
  overdue: text('返却の遅れ', 'Overdue'),
  returned: text('返却済み', 'Returned'),
}

type Name = (id: string | null) => string

interface Names {
  readonly category: Name
  readonly purpose: Name
  readonly ground: Name
  readonly client: Name
}

const columns: readonly {
  readonly name: Text
  readonly value: (line: Line, names: Names, language: Language) => string | null | undefined
}[] = [
  { name: text('記録 ID', 'Take-out'), value: ({ entry }) => entry.id },
  { name: text('持ち出した日時', 'Taken out at'), value: ({ entry }) => entry.takenAt },
  {
    name: text('持ち出した者', 'Who'),
    value: ({ entry, details }) => entry.actor.name ?? details?.actor ?? entry.actor.id,
  },
  { name: text('情報', 'What'), value: ({ entry }, names) => names.category(entry.category) },
  { name: text('件数', 'How many'), value: ({ entry }) => String(entry.count) },
  { name: text('媒体', 'Medium'), value: ({ entry }, _names, language) => media[entry.medium][language] },
  { name: text('持出し先', 'Where to'), value: ({ details }) => details?.destination },
  { name: text('利用目的', 'Purpose'), value: ({ entry }, names) => names.purpose(entry.purpose) },
  { name: text('理由', 'Basis'), value: ({ entry }, _names, language) => bases[entry.basis][language] },
  { name: text('根拠', 'Ground'), value: ({ entry }, names) => names.ground(entry.ground) },
  { name: text('根拠を示す文書', 'Document'), value: ({ details }) => details?.document },
  { name: text('委託元', 'Client'), value: ({ entry }, names) => names.client(entry.client) },
  { name: text('返却の予定日', 'Return by'), value: ({ entry }) => entry.returnBy },
  { name: text('状態', 'State'), value: ({ entry }, _names, language) => states[entry.state][language] },
  { name: text('返却の日', 'Returned on'), value: ({ entry }) => entry.returned?.day },
  { name: text('返却した者', 'Returned by'), value: ({ details }) => details?.returnedBy },
  { name: text('返却の記録者', 'Return recorded by'), value: ({ entry }) => entry.returned?.recordedBy.name },
  { name: text('備考', 'Note'), value: ({ details }) => details?.note },
  { name: text('台帳の記録', 'Fact'), value: ({ entry }) => entry.fact },
  { name: text('返却の台帳の記録', 'Fact of the return'), value: ({ entry }) => entry.returned?.fact },
]

/** The log as CSV. */
export function csvOf(lines: readonly Line[], pack: Pack, language: Language): Buffer {
  const among =
    (elements: readonly { readonly id: string; readonly name: Text }[]): Name =>
    (id) =>
      elements.find((one) => one.id === id)?.name[language] ?? id ?? ''
  const { categories, purposes, grounds, entities } = pack
  const names = {
    category: among(categories),
    purpose: among(purposes),
    ground: among(grounds),
    client: among(entities),
  }
  const cells = lines.map((line) => columns.map(({ value }) => value(line, names, language) ?? ''))
  return toCsv([columns.map(({ name }) => name[language]), ...cells])
}
