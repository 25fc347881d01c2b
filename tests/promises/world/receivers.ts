// SPDX-License-Identifier: Apache-2.0
import type { NewStanding } from '../../../server/src/contract.ts'
import { day } from './environment.ts'

/** A company registered under a recipient of the policy, with a contract and an assessment that stand. */
export const receiver = (
  id: string,
  recipient: string,
  more: { entity?: string; unassessed?: true } = {},
) => ({
  id,
  body: {
    kind: 'receiver' as const,
    class: recipient,
    name: `株式会社${id}`,
    address: '東京都架空区一丁目1番1号',
    representative: '代表取締役 架空 一',
    country: 'JP',
    contractUntil: day(300),
    ...(more.unassessed ? {} : { assessedUntil: day(300) }),
    ...(more.entity === undefined ? {} : { entity: more.entity }),
  },
})

/** Somebody cleared by name for restricted data. */
export const clearance = (actor: string, category: string): NewStanding => ({
  body: { kind: 'clearance', actor, category, document: '身元確認 2027-05' },
})

/** A notice that went out. */
export const notice = (id: string): NewStanding => ({
  since: day(-60),
  body: { kind: 'notice', notice: id, document: '公表の記録 2027-04' },
})

/** A balancing of interests that was decided. */
export const assessment = (purpose: string): NewStanding => ({
  body: { kind: 'assessment', purpose, document: '利益衡量の記録 2027-05', decidedBy: '個人情報保護委員会' },
})

/** Somebody named for a client. */
export const assignment = (actor: string, client: string): NewStanding => ({
  body: { kind: 'assignment', actor, client },
})
