// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the ledger refuses. */
export const ledgerRefusals = defineRefusals({
  'ledger.altered': {
    status: 409,
    message: text(
      '台帳の事実{fact}が、データベースの中で書き換えられています。',
      'The fact {fact} of this ledger was altered in the database.',
    ),
    remedy: text(
      '台帳を書き出して yakusoku verify で確かめ、バックアップと見比べてください。',
      'Export the ledger, check it with yakusoku verify, and compare it with a backup.',
    ),
  },
})
