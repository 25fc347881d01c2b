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
  'catalog.decision-incomplete': {
    status: 422,
    message: text(
      'この判断には、さらに記入が必要です（{missing}）。',
      'This decision has to say more ({missing}).',
    ),
    remedy: text(
      'reason は理由、until は期日、form と place は保管の形と場所です。加えて、もう一度送ってください。',
      'reason says why, until by which day, form and place where it is kept. Add what is missing and send it again.',
    ),
  },
  'catalog.decision-past': {
    status: 422,
    message: text('期日（{until}）が過ぎています。', 'The day ({until}) has passed.'),
    remedy: text('今日以降の日を指定してください。', 'Name today or a later day.'),
  },
  'catalog.decision-unfit': {
    status: 422,
    message: text(
      'この差異（{drift}）に、その判断（{decision}）は当てはまりません。',
      'That decision ({decision}) does not fit this drift ({drift}).',
    ),
    remedy: text(
      '差異の decisions にある判断から選んでください。',
      'Choose one of the decisions that the drift lists.',
    ),
  },
  'catalog.drift-decided': {
    status: 409,
    message: text(
      'この差異は、すでに判断されたか、なくなりました。',
      'This drift was decided meanwhile, or is gone.',
    ),
    remedy: text(
      '一覧を読み直してください。判断を変えるには、先に取り消します。',
      'Load the list again. To change a decision, take it back first.',
    ),
  },
  'catalog.map-changed': {
    status: 409,
    message: text(
      'データマップ（{key}）は、その後に書き換えられています。',
      'The data map ({key}) was changed since.',
    ),
    remedy: text(
      'もう一度スキャンして差異を確かめるか、データマップを直接直してください。',
      'Scan again and look at the drift, or correct the data map itself.',
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
  'catalog.not-declared': {
    status: 422,
    message: text(
      '宣言されていない項目（{fields}）が含まれています。何も受け取っていません。',
      'It holds what is not declared ({fields}); nothing was taken in.',
    ),
    remedy: text(
      '方針の区分と技術的な経路に合わせて収集の宣言を直すか、その項目を送らないでください。',
      'Declare the fields within a category and a technical channel of the policy, or do not send them.',
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
