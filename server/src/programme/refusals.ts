// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the programme refuses. */
export const programmeRefusals = defineRefusals({
  'programme.evidence-missing': {
    status: 422,
    message: text('まだ証拠が足りません：{missing}。', 'Evidence is still missing: {missing}.'),
    remedy: text(
      'missing に挙げた証拠をすべて出してから、完了にしてください。',
      'Give every piece of evidence that missing names, then complete it.',
    ),
  },
  'programme.no-such-evidence': {
    status: 404,
    message: text(
      'この義務は、その証拠（{evidence}）を求めていません。',
      'This duty asks for no such evidence ({evidence}).',
    ),
    remedy: text(
      '義務の evidence にある id を使ってください。',
      'Use an id that the evidence of the duty lists.',
    ),
  },
  'programme.other-evidence': {
    status: 422,
    message: text(
      '求められている証拠の種類が違います（{kind}）。',
      'Another kind of evidence is asked for here ({kind}).',
    ),
    remedy: text(
      'file はファイル、record は文章の記録、reference は台帳の事実の番号で出してください。',
      'Give a file for file, a written record for record, ids of facts for reference.',
    ),
  },
  'programme.bad-file': {
    status: 422,
    message: text('このファイルは証拠として受け付けられません。', 'This file cannot be taken as evidence.'),
    remedy: text(
      'PDF、PNG、JPEG、テキスト（UTF-8）、またはマクロのない Word・Excel・PowerPoint・OpenDocument のファイルを選んでください。',
      'Choose a PDF, PNG, JPEG or UTF-8 text file, or a Word, Excel, PowerPoint or OpenDocument file without macros.',
    ),
  },
  'programme.empty-file': {
    status: 422,
    message: text('ファイルが空です。', 'The file is empty.'),
    remedy: text('中身のあるファイルを選んでください。', 'Choose a file with content.'),
  },
  'programme.no-such-fact': {
    status: 422,
    message: text(
      'この組織の台帳に、その事実はありません：{facts}。',
      'The ledger of this organisation holds no such fact: {facts}.',
    ),
    remedy: text(
      '台帳のページで事実の番号を確かめて、もう一度送ってください。',
      'Look the ids up on the ledger page and send them again.',
    ),
  },
  'programme.ended': {
    status: 409,
    message: text('この義務はもう終わっています。', 'This duty has ended already.'),
    remedy: text(
      '画面を読み直してください。終わった義務の証拠は変えられません。',
      'Load the page again. The evidence of a duty that has ended cannot be changed.',
    ),
  },
  'programme.not-yours': {
    status: 403,
    message: text(
      'この義務を果たせるのは、担当の役割（{role}）と個人情報保護管理者です。',
      'Only the owning role ({role}) and the privacy manager can carry out this duty.',
    ),
    remedy: text(
      '担当の役割の人に頼むか、管理者に役割を加えてもらってください。',
      'Ask somebody of that role, or have the role given to you.',
    ),
  },
  'programme.not-readable': {
    status: 403,
    message: text(
      'この証拠を読めるのは、担当の役割（{role}）、個人情報保護管理者、監査の人です。',
      'Only the owning role ({role}), the privacy manager and auditors can read this evidence.',
    ),
    remedy: text('その役割の人に頼んでください。', 'Ask somebody with such a role.'),
  },
})
