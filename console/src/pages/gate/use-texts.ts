// SPDX-License-Identifier: Apache-2.0
import { useWords } from '../../language.ts'
import type { Counted } from './counted.ts'
import type { Names } from './names.ts'
import { acts, addressOf, emptyDraft } from './question.ts'

/** What stands for a name that was not kept. */
const unkept = '…'

/** A counted use in the words of the reader. */
export function useTexts(
  names: Names,
): (use: Counted) => Record<'act' | 'data' | 'purpose' | 'recipient' | 'roles' | 'actor', string> {
  const { t } = useWords()
  return ({ act, category, purpose, recipient, roles, actor }) => {
    const known = acts.find((one) => one === act)
    return {
      act: known ? t(`gate.act.${known}`) : act,
      data: names.category(category),
      purpose: names.purpose(purpose),
      recipient: recipient === null ? '' : names.recipient(recipient),
      roles: roles.map(names.role).join(t('list.comma')),
      actor: actor ?? '',
    }
  }
}

/** The address that asks the same question; what was not kept is left to be chosen. */
export function addressOfUse({ act, category, purpose, recipient, roles, actor }: Counted): string {
  const kept = (text: string | null) => (text === null || text === unkept ? '' : text)
  return addressOf({
    ...emptyDraft,
    act: kept(act) || emptyDraft.act,
    category: kept(category),
    purpose: kept(purpose),
    recipient: kept(recipient),
    roles: roles.filter((role) => kept(role) !== ''),
    actor: kept(actor),
  }).toString()
}
