// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'
import type { DriftKind } from './contract.ts'
import { sensitiveKinds, sensitiveNames, type SensitiveCounts } from './free-text.ts'

/** What a database shows: all it has, or only what the user of the connection may read. */
export type Seeing = 'all' | 'permitted'

/** Why a finding is one; with names and counts, never with a value. */
export const why = {
  unmappedTable: (count: number, column: string, guess: Text): Text =>
    text(
      `個人に関する列が${count}列あり、最も確かなのは「${column}」（${guess.ja}）。`,
      `${count} of its columns speak of persons, "${column}" most surely (${guess.en}).`,
    ),
  tableGone: (seeing: Seeing): Text =>
    seeing === 'all'
      ? text(
          'データマップにあるテーブルが、データベースにありません。',
          'The map has this table, the database has not.',
        )
      : text(
          'データマップにあるテーブルが見えません。なくなったか、接続に使うユーザーに読む権限がありません。',
          'The map has this table and it is not seen: it is gone, or the user of the connection may not read it.',
        ),
  columnGone: (seeing: Seeing): Text =>
    seeing === 'all'
      ? text(
          'データマップにある列が、データベースにありません。',
          'The map has this column, the database has not.',
        )
      : text(
          'データマップにある列が見えません。なくなったか、接続に使うユーザーに読む権限がありません。',
          'The map has this column and it is not seen: it is gone, or the user of the connection may not read it.',
        ),
  notPromised: (fides: string): Text =>
    text(
      `データマップの区分「${fides}」に当たる情報の区分が、方針にありません。`,
      `No category of the policy covers "${fides}", which the map says it holds.`,
    ),
  contradicted: (mapped: readonly string[], category: string, guess: Text): Text =>
    text(
      `データマップでは「${mapped.join('、')}」ですが、値は「${category}」のようです（${guess.ja}）。`,
      `The map says "${mapped.join(', ')}", the values look like "${category}" (${guess.en}).`,
    ),
  freeText: (counts: SensitiveCounts, sampled: number): Text => {
    const kinds = sensitiveKinds.filter((kind) => (counts[kind] ?? 0) > 0)
    return text(
      `標本${sampled}件のうち、${kinds.map((kind) => `${sensitiveNames[kind].ja}が${counts[kind]}件`).join('、')}。`,
      `Of ${sampled} sampled rows: ${kinds.map((kind) => `${counts[kind]} with ${sensitiveNames[kind].en}`).join(', ')}.`,
    )
  },
  notFound: (systems: number): Text =>
    text(
      `方針が取り扱うとする情報を持つ項目が、接続した${systems}システムのどこにもありません。`,
      `The policy says it is handled; no field of the ${systems} connected systems holds it.`,
    ),
}

/** What to do about each kind of drift. */
export const suggestions: Readonly<Record<DriftKind, Text>> = {
  'unmapped-table': text(
    'データマップに加えるか、要らないなら削除の期日を決めます。',
    'Take it into the map, or name a day by which it will be removed.',
  ),
  'unmapped-column': text(
    'データマップに加えるか、要らないなら削除の期日を決めます。',
    'Take it into the map, or name a day by which it will be removed.',
  ),
  undeclared: text(
    'データマップに区分を書くか、個人に関する情報でない理由を残します。',
    'Give it its category in the map, or say why it is not personal.',
  ),
  contradicted: text(
    '実際の値を確かめ、データマップの区分を直します。',
    'Look at the column and correct its category in the map.',
  ),
  'not-promised': text(
    '方針に区分を加えるか、削除の期日を決めます。',
    'Add the category to the policy, or name a day by which the data will be removed.',
  ),
  'column-gone': text(
    'なくなったことを確かめ、データマップから項目を除きます。',
    'Make sure that it is gone, and take the field out of the map.',
  ),
  'table-gone': text(
    'なくなったことを確かめ、データマップからテーブルを除きます。',
    'Make sure that it is gone, and take the table out of the map.',
  ),
  'free-text': text(
    '値を確かめて取り除くか、問題のない理由を残します。書き込む人への注意も考えます。',
    'Look at the values and remove them, or say why they may stay; consider telling those who write there.',
  ),
  'not-found': text(
    '紙や未接続のシステムにあるなら保管先を記します。持っていないなら方針を見直します。',
    'Where it is on paper or in a system not connected, say where. If it is not held, revise the policy.',
  ),
}
