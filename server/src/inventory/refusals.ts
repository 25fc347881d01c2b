// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

const fromExport = text(
  'この画面で書き出した .xlsx を直して、もう一度読み込んでください。',
  'Edit an .xlsx that this page exported, and import that.',
)

/** What the inventory refuses. */
export const inventoryRefusals = defineRefusals({
  'inventory.bad-cell': {
    status: 422,
    message: text('書けない値があります。', 'A value cannot stand where it was written.'),
    remedy: text('errors に挙げた欄を直してください。', 'Correct the columns named in errors.'),
  },
  'inventory.changed-meanwhile': {
    status: 409,
    message: text('この項目は、その間に変わりました。', 'The entry has changed meanwhile.'),
    remedy: text(
      '読み直して、今の内容を確かめてから、もう一度行ってください。',
      'Read it again, look at what it says now, and decide again.',
    ),
  },
  'inventory.wrong-state': {
    status: 409,
    message: text(
      '項目は今この操作ができる状態ではありません（{state}）。',
      'The entry is not in a state for this ({state}).',
    ),
    remedy: text('画面を読み直してください。', 'Read it again.'),
  },
  'inventory.nothing-to-review': {
    status: 409,
    message: text('見直す項目がありません。', 'There is nothing to review.'),
    remedy: text(
      '先に項目を追加するか、部署の名称を確かめてください。',
      'Add entries first, or check the department.',
    ),
  },
  'inventory.file-kind': {
    status: 415,
    message: text(
      'Excel ブック（.xlsx）ではありません：{kind}',
      'This is not an Excel workbook (.xlsx): {kind}',
    ),
    remedy: text(
      'Excel で開き、「Excel ブック (.xlsx)」として保存し直してください。CSV は見出しと改行が失われるため受け付けません。',
      'Open it in Excel and save it as “Excel Workbook (.xlsx)”. CSV is not taken: it loses types and line breaks.',
    ),
  },
  'inventory.file-encrypted': {
    status: 422,
    message: text('パスワードで保護されたファイルです。', 'The file is encrypted with a password.'),
    remedy: text(
      'Excel でパスワードを外して保存し直してください。',
      'Take the password off in Excel and save it again.',
    ),
  },
  'inventory.file-macros': {
    status: 422,
    message: text('マクロを含むファイルです。', 'The file has macros.'),
    remedy: text(
      '「Excel ブック (.xlsx)」（マクロなし）として保存し直してください。',
      'Save it as “Excel Workbook (.xlsx)”, without macros.',
    ),
  },
  'inventory.file-damaged': {
    status: 422,
    message: text('ファイルが途中で切れているか、壊れています。', 'The file is cut off or damaged.'),
    remedy: text(
      'もう一度保存して、送り直してください。Excel で開けるかも確かめてください。',
      'Save it again and send it anew; check that Excel opens it.',
    ),
  },
  'inventory.file-unsafe': {
    status: 422,
    message: text('安全に読めないファイルです：{reason}', 'The file cannot be read safely: {reason}'),
    remedy: fromExport,
  },
  'inventory.file-slow': {
    status: 422,
    message: text(
      '{seconds} 秒以内に読み終わりませんでした。',
      'The file could not be read within {seconds} seconds.',
    ),
    remedy: text(
      '不要なシートや書式を消して、小さくしてください。',
      'Make it smaller: remove other sheets and formatting.',
    ),
  },
  'inventory.file-sheet': {
    status: 422,
    message: text(
      'この台帳の書き出しではありません：{reason}',
      'This is not an export of the inventory: {reason}',
    ),
    remedy: fromExport,
  },
  'inventory.file-columns': {
    status: 422,
    message: text('見出しが書き出したときと違います。', 'The headings are not those of the export.'),
    remedy: text(
      'errors の見出しを元に戻してください。列の順序は変えてもかまいません。',
      'Restore the headings named in errors. Their order may change.',
    ),
  },
  'inventory.other-organisation': {
    status: 422,
    message: text(
      '別の組織の台帳です（{found}）。',
      'This is the inventory of another organisation ({found}).',
    ),
    remedy: text(
      '{organisation} の台帳を書き出して使ってください。',
      'Export the inventory of {organisation} and use that.',
    ),
  },
  'inventory.import-refused': {
    status: 422,
    message: text(
      '読み込めない行があるため、何も変えていません。',
      'Some cells cannot be taken, so nothing was changed.',
    ),
    remedy: text(
      'errors の場所を直して、もう一度読み込んでください。',
      'Correct the places in errors and import again.',
    ),
  },
  'inventory.import-changed': {
    status: 409,
    message: text(
      '確かめた後に、ファイルか台帳が変わりました。何も変えていません。',
      'The file or the inventory changed after you looked; nothing was changed.',
    ),
    remedy: text('変更点をもう一度確かめてください。', 'Look at the changes again, then confirm.'),
  },
})

/** Why a cell cannot hold a value, and what to do, for refusals and import reports. */
export const cellProblems = {
  'too-long': {
    message: text('4,000 文字を超えています。', 'It is longer than 4,000 characters.'),
    remedy: text('短くしてください。', 'Shorten it.'),
  },
  control: {
    message: text('表示できない制御文字があります。', 'It holds control characters that cannot be shown.'),
    remedy: text('値を打ち直してください。', 'Type the value anew.'),
  },
  choice: {
    message: text('選択肢にない値です。', 'It is not one of the choices.'),
    remedy: text(
      '説明シートの選択肢から選んでください。',
      'Choose one of those on the sheet of explanations.',
    ),
  },
  date: {
    message: text('日付ではありません。', 'It is not a date.'),
    remedy: text('2026-04-01 のように書いてください。', 'Write it like 2026-04-01.'),
  },
  personal: {
    message: text(
      'メールアドレス、電話番号又は個人番号のように見えます。台帳に個々の人の情報は書けません。',
      'It looks like a mail address, a phone number or an individual number. The inventory holds nobody’s data.',
    ),
    remedy: text(
      '役割や部署の名称に書き換えてください。',
      'Write the name of a role or a department instead.',
    ),
  },
  empty: {
    message: text('個人情報の項目が空です。', 'The item is empty.'),
    remedy: text('項目の名称を書いてください。', 'Name the kind of data.'),
  },
  formula: {
    message: text('数式が入っています。', 'It is a formula.'),
    remedy: text('値として貼り付け直してください。', 'Paste it as a value.'),
  },
  error: {
    message: text('Excel のエラー値（#REF! など）です。', 'It is an error of Excel, such as #REF!.'),
    remedy: text('値を打ち直してください。', 'Type the value anew.'),
  },
  merged: {
    message: text('セルが結合されています。', 'Cells are merged.'),
    remedy: text('結合を解除し、各行に値を書いてください。', 'Unmerge them and write a value in each row.'),
  },
  'unknown-id': {
    message: text('この管理IDの項目はありません。', 'There is no entry with this id.'),
    remedy: text('新しい行なら管理IDと版を空にしてください。', 'For a new row leave id and revision empty.'),
  },
  'duplicate-id': {
    message: text('同じ管理IDの行が複数あります。', 'Several rows have this id.'),
    remedy: text(
      '写した行の管理IDと版を空にしてください。',
      'In the copied row leave id and revision empty.',
    ),
  },
  'bad-revision': {
    message: text('版がこの項目のものではありません。', 'The revision is not one of this entry.'),
    remedy: text('書き出したときの版に戻してください。', 'Restore the revision as it was exported.'),
  },
  closed: {
    message: text(
      'この項目は、書き出した後に台帳から外されました。',
      'The entry was removed after the export.',
    ),
    remedy: text(
      '行を消すか、画面で項目を戻してから書き出し直してください。',
      'Delete the row, or restore the entry on the page and export again.',
    ),
  },
  stale: {
    message: text('この項目は、書き出した後に変更されました。', 'The entry was changed after the export.'),
    remedy: text(
      '書き出し直し、今の内容の上に変更を書いてください。',
      'Export again and make your change on what it says now.',
    ),
  },
} as const

/** Why a cell or a row of a sheet cannot be taken. */
export type PlaceProblem = keyof typeof cellProblems
