// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'

/** An operator the demonstration starts with. */
export interface DemonstrationOperator {
  readonly name: string
  readonly email: string
  readonly roles: readonly ('privacy-manager' | 'desk' | 'approver' | 'engineer' | 'auditor')[]
  /** What they are for in the walk-through. */
  readonly part: Text
}

/** Operators of the fictional company; data only, accounts are made of them by whoever wires the server. */
export const demonstrationOperators: readonly DemonstrationOperator[] = [
  {
    name: '三枝 律子',
    email: 'ritsuko.saegusa@minatsuyu.example.jp',
    roles: ['privacy-manager', 'desk', 'approver', 'engineer'],
    part: text(
      '個人情報保護管理者。一人で試せるよう、窓口・承認者・技術担当も兼ねる。',
      'Privacy manager; also desk, approver and engineer, so that one person can try everything.',
    ),
  },
  {
    name: '早乙女 葵',
    email: 'aoi.saotome@minatsuyu.example.jp',
    roles: ['desk'],
    part: text('相談窓口の担当。請求を確認する。', 'Clerk at the desk: looks through requests.'),
  },
  {
    name: '榊 光太郎',
    email: 'kotaro.sakaki@minatsuyu.example.jp',
    roles: ['approver'],
    part: text('承認者。回答を承認する。', 'Approver: approves answers.'),
  },
  {
    name: '一ノ瀬 園子',
    email: 'sonoko.ichinose@minatsuyu.example.jp',
    roles: ['auditor'],
    part: text('監査人。読むだけで何も変えない。', 'Auditor: reads, changes nothing.'),
  },
]
