// SPDX-License-Identifier: Apache-2.0
import { local, type Column, type GroupId, type Local } from './column.ts'
import { rows } from './column-rows.ts'

/** The groups of columns, after the regulator's sheet: basics, handling inside, contractors, third parties, and control. */
export const groups = [
  { id: 'basics', name: local('基本', 'Basics') },
  { id: 'acquisition', name: local('取得', 'Acquisition') },
  { id: 'inside', name: local('社内での取扱い', 'Handling inside') },
  { id: 'outside', name: local('委託・提供・越境', 'Contractors, third parties, abroad') },
  { id: 'end', name: local('期限と廃棄', 'Periods and disposal') },
  { id: 'control', name: local('区分とリスク', 'Flags and risk') },
] as const satisfies readonly { id: GroupId; name: Local }[]

/** All columns in the order of the sheet. */
export const columns: readonly Column[] = groups.flatMap(({ id: group }) =>
  rows[group].map(([id, ja, en, of, kind, width, saysJa, saysEn]) => ({
    id,
    name: local(ja, en),
    group,
    kind: typeof kind === 'string' ? kind : ('choice' as const),
    choices: typeof kind === 'string' ? [] : kind,
    of,
    says: local(saysJa, saysEn),
    width,
  })),
)

const byId = new Map(columns.map((column) => [column.id, column]))

/** The column of an id. */
export function columnOf(id: string): Column | undefined {
  return byId.get(id)
}
