// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the catalog refuses. */
export const catalogRefusals = defineRefusals({
  'catalog.bad-map': {
    status: 422,
    message: text('データマップに誤りがあります。', 'The data map is not right.'),
    remedy: text(
      'errors の行と列を直して、もう一度送ってください。',
      'Correct the lines and columns of errors and send it again.',
    ),
  },
  'catalog.in-use': {
    status: 409,
    message: text(
      'ほかの接続先のデータマップが、この接続先（{key}）に頼っています。',
      'Data maps of other sources depend on this source ({key}).',
    ),
    remedy: text(
      'errors に挙げた箇所を先に直すか、その接続先を先に外してください。',
      'Correct the places named in errors first, or disconnect those sources first.',
    ),
  },
  'catalog.other-key': {
    status: 422,
    message: text(
      'データマップの fides_key（{found}）が、接続先の名前（{key}）と違います。',
      'The fides_key of the data map ({found}) is not the name of the source ({key}).',
    ),
    remedy: text('どちらかをもう一方に合わせてください。', 'Make one of them the other.'),
  },
  'catalog.unreachable': {
    status: 422,
    message: text('データベースに接続できません（{reason}）。', 'The database cannot be reached ({reason}).'),
    remedy: text('{ja}', '{en}'),
  },
})
