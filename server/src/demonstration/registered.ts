// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import { recordIn, type ConsentPorts, type Said } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import { Refusal } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import { hasEntries, registerIn, type StandingPorts } from '../standing/index.ts'
import { castEmails } from './showcase.ts'

type Standing = Parameters<typeof registerIn>[3]
type Day = (days: number) => string

/** What the register and the gate are asked for by who sets the demonstration up. */
export interface RegisterPlace {
  readonly standing: StandingPorts
  readonly consent: ConsentPorts
  /** Ids of operators of the cleaning company who are cleared. */
  readonly cleared: readonly string[]
}

/**
 * Registers how the cleaning company stands, and what its people consented to, where nothing was ever
 * registered; days count from `day`. Tells whether it did.
 */
export async function registerStanding(
  { standing, consent, cleared }: RegisterPlace,
  organisations: readonly string[],
  day: string,
): Promise<boolean> {
  const organisation = 'cleaning'
  if (!organisations.includes(organisation)) return false
  const from: Day = (days) => Temporal.PlainDate.from(day).add({ days }).toString()
  try {
    return await inOrganisation(standing.db, organisation, async (tx) => {
      if (await hasEntries(tx, organisation)) return false
      for (const given of [...receivers(from), ...clearances(cleared, from), assessment])
        await registerIn(standing, tx, organisation, { given, actor: system })
      const { version } = consent.inForce(organisation)
      for (const said of consents(version)) await recordIn(consent, tx, organisation, { said, actor: system })
      return true
    })
  } catch (error) {
    // Where somebody gave the organisation another policy, what it declares may be something else too.
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

const receivers = (from: Day): Standing['given'][] => [
  {
    id: 'minamo-equipment',
    since: from(-325),
    body: {
      kind: 'receiver',
      class: 'equipment-vendors',
      name: '水面機材株式会社',
      country: 'JP',
      contractUntil: from(40),
      assessedUntil: from(210),
    },
  },
  {
    id: 'asagiri-clean',
    since: from(-377),
    body: {
      kind: 'receiver',
      class: 'delivery-partners',
      name: '朝霧クリーン株式会社',
      country: 'JP',
      contractUntil: from(353),
      assessedUntil: from(-12),
    },
  },
  {
    id: 'nagi-insurance',
    since: from(-200),
    body: {
      kind: 'receiver',
      class: 'insurers',
      name: '凪損害保険株式会社',
      country: 'JP',
      contractUntil: from(530),
    },
  },
]

const clearances = (operators: readonly string[], from: Day): Standing['given'][] =>
  [...operators, 'dispatch-app'].map((actor) => ({
    since: from(-90),
    until: from(275),
    body: { kind: 'clearance', actor, category: 'facility-access', document: '取扱者指名書 第12号' },
  }))

const assessment: Standing['given'] = {
  body: {
    kind: 'assessment',
    purpose: 'feedback-collection',
    document: '利益衡量書 第3号',
    decidedBy: '社内情報管理会議',
  },
}

const consents = (version: string): readonly Said[] => {
  const gave = (person: string, given: string, channel: Said['channel'], evidence: string): Said => ({
    person,
    channel,
    evidence,
    command: { type: 'give', consent: given, version, language: 'ja' },
  })
  return [
    gave(castEmails.misaki, 'insurance-and-payment', 'paper', '保険の付保に関する同意書'),
    gave(castEmails.misaki, 'feedback-surveys', 'web', '問合せフォームの同意欄'),
    gave(castEmails.kenichi, 'feedback-surveys', 'phone', '通話 20418'),
  ]
}
