// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the vault refuses. */
export const vaultRefusals = defineRefusals({
  'vault.erased': {
    status: 410,
    message: text('この本人のデータは消去されています。', 'The data of this person was erased.'),
    remedy: text(
      '鍵を破棄したため復元できません。消去の記録は台帳で確認できます。',
      'Its key was destroyed and nothing can bring it back. The ledger holds the record of the erasure.',
    ),
  },
})
