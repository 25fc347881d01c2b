// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What publication refuses. */
export const policiesRefusals = defineRefusals({
  'policies.unreadable-file': {
    status: 422,
    message: text('読めないファイルがあります。', 'A file cannot be read.'),
    remedy: text(
      'errors に挙げたファイルの行と桁を直して、もう一度送ってください。何も保存していません。',
      'Mend the lines and columns of the files named in errors and send them again. Nothing was saved.',
    ),
  },
  'policies.changed-meanwhile': {
    status: 409,
    message: text(
      'この下書きは、その間に保存されました（いまは {revision} 番）。',
      'This draft was saved in the meantime (it is now number {revision}).',
    ),
    remedy: text(
      '最新のものを読み込み、変更を重ねてから保存してください。ほかの人の変更は上書きしていません。',
      'Load the latest, apply your changes to it and save again. Nobody’s changes were overwritten.',
    ),
  },
  'policies.wrong-state': {
    status: 409,
    message: text('いまの状態（{state}）では行えません。', 'This cannot be done in its state ({state}).'),
    remedy: text(
      '下書きを読み込み直して、状態を確かめてください。',
      'Load the draft again and look at its state.',
    ),
  },
  'policies.not-clean': {
    status: 422,
    message: text('検査で誤りが見つかりました（{count} 件）。', 'The check found errors ({count}).'),
    remedy: text(
      'errors の各項目を直してから、もう一度提出してください。',
      'Correct each item of errors and submit again.',
    ),
  },
  'policies.warnings': {
    status: 422,
    message: text('検査の警告が {count} 件あります。', 'The check has {count} warnings.'),
    remedy: text(
      '警告を読み、それでよければ確認したことを示して（warningsSeen: {count}）提出してください。',
      'Read them, and if they may stand, submit with warningsSeen: {count}.',
    ),
  },
  'policies.own-draft': {
    status: 403,
    message: text('自分で書いた下書きは承認できません。', 'Nobody approves a draft they worked on.'),
    remedy: text(
      '承認する役割の、ほかの人に頼んでください。',
      'Ask somebody else who has the approving role.',
    ),
  },
  'policies.not-the-approver': {
    status: 403,
    message: text(
      'この方針の変更を承認するのは、役割 {role} の人です。',
      'Changes of this policy are approved by the role {role}.',
    ),
    remedy: text('その役割の人に頼んでください。', 'Ask somebody who has that role.'),
  },
  'policies.other-version': {
    status: 422,
    message: text(
      '入力された版（{given}）は、この下書きの版（{version}）と違います。',
      'The version typed ({given}) is not the version of this draft ({version}).',
    ),
    remedy: text(
      '公表するものを確かめ、その版の番号を入力してください。何も公表していません。',
      'Make sure what is published and type its version. Nothing was published.',
    ),
  },
  'policies.other-base': {
    status: 409,
    message: text(
      'この下書きは版 {seen} と比べて判断されましたが、公表すると版 {version} の次になります。',
      'This draft was decided about beside version {seen}, but it would follow version {version}.',
    ),
    remedy: text(
      '版 {version} からの変更を確かめてください。承認済みの下書きは、引き戻して、提出と承認をやり直してください。何も公表していません。',
      'Look at what it changes beside version {version}; a draft approved before is taken back, submitted and approved again. Nothing was published.',
    ),
  },
  'policies.followed': {
    status: 409,
    message: text(
      '版 {version} には、公表済みの版 {last} が続いています。',
      'The published version {last} follows version {version}.',
    ),
    remedy: text('版 {last} を先に取り下げてください。', 'Withdraw version {last} first.'),
  },
  'policies.in-force': {
    status: 409,
    message: text('版 {version} は、すでに効力を生じています。', 'Version {version} is in force already.'),
    remedy: text(
      '公表した版は変わりません。新しい版を公表して改めてください。',
      'A published version never changes: publish a new one.',
    ),
  },
  'policies.no-files': {
    status: 409,
    message: text('この版には、ファイルが残っていません。', 'The files of this version were not kept.'),
    remedy: text(
      '三つのファイルを送って、下書きを作ってください。',
      'Make the draft by sending the three files.',
    ),
  },
})
