// SPDX-License-Identifier: Apache-2.0
import type { Explanation } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import type { Names } from './names.ts'

type Obligation = Explanation['obligations'][number]

/** Puts obligations into words; one that is not known here stands as it came. */
export function useObligations(names: Names): (obligation: Obligation) => string {
  const { t } = useWords()
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return (obligation) => {
    switch (obligation['kind']) {
      case 'record':
        return t(
          obligation['of'] === 'receipt'
            ? 'gate.obligation.record-receipt'
            : 'gate.obligation.record-provision',
        )
      case 'only-fields': {
        const fields = Array.isArray(obligation['fields']) ? obligation['fields'] : []
        return t('gate.obligation.only-fields', { fields: fields.map(text).join(t('list.comma')) })
      }
      case 'mask':
        return t('gate.obligation.mask', { category: names.category(text(obligation['category'])) })
      case 'review':
        return t('gate.obligation.review', { duty: names.other(`duty:${text(obligation['duty'])}`) })
      case 'deidentify':
        return t('gate.obligation.deidentify')
      case 'log':
        return t('gate.obligation.log')
      default:
        return JSON.stringify(obligation)
    }
  }
}
