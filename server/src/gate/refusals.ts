// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the gate refuses; a denial is an answer, not a refusal. */
export const gateRefusals = defineRefusals({
  'gate.behind': {
    status: 503,
    message: text(
      'この判定ノードは最新の状態を読めていないため、判定を止めています（{milliseconds} ミリ秒遅れ）。',
      'This node cannot read the latest state and decides nothing ({milliseconds} ms behind).',
    ),
    remedy: text(
      '認められないものとして扱い、しばらくしてからもう一度お試しください。続く場合は、データベースとの接続を確かめてください。',
      'Take it as a denial and ask again shortly. If it lasts, check the connection to the database.',
    ),
  },
  'gate.clock-set-back': {
    status: 503,
    message: text(
      'サーバーの時計が最新の記録より {minutes} 分遅れているため、判定を止めています。',
      'The server’s clock stands {minutes} minutes before the newest record, and nothing is decided by it.',
    ),
    remedy: text(
      '認められないものとして扱い、サーバーの時計を正しく合わせてください。時計が正しいのなら、進んだ時計で残された記録があります。その時刻を過ぎると、判定を再開します。',
      'Take it as a denial, and set the server’s clock right. If it is right, something was recorded by a clock that was ahead: once that time has come, it decides again.',
    ),
  },
  'gate.older-policy': {
    status: 503,
    message: text(
      'このサーバーは、お手元の方針よりも前の版しかまだ読めていません。',
      'This server has not yet read the policy that you have, only an older one.',
    ),
    remedy: text(
      'お手元の方針のまま、しばらくしてからもう一度お試しください。',
      'Keep to the policy that you have and ask again shortly.',
    ),
  },
  'gate.not-reached': {
    status: 409,
    message: text(
      '{position} 番目の変更は、このサーバーにはまだありません。',
      'This server has no change number {position}.',
    ),
    remedy: text(
      'スナップショットを取り直してください。バックアップから戻したサーバーでは、番号が前に戻ることがあります。',
      'Fetch the snapshot again: on a server restored from a backup the numbers may begin lower.',
    ),
  },
  'gate.which-organisation': {
    status: 400,
    message: text(
      'どの組織についての問合せかが分かりません。',
      'It is not clear which organisation the question is about.',
    ),
    remedy: text(
      '組織の API トークンを使うか、/organisations/組織/access/v1/… に送ってください。',
      'Use an API token of the organisation, or send it to /organisations/ORGANISATION/access/v1/….',
    ),
  },
  'gate.reviewed-already': {
    status: 409,
    message: text('この利用はすでに見直されています。', 'This use was reviewed already.'),
    remedy: text('台帳で見直しの記録を確かめてください。', 'Look the review up in the ledger.'),
  },
  'gate.own-use': {
    status: 403,
    message: text(
      '自らが行った、又は問い合わせた利用は、自ら見直すことができません。',
      'Nobody reviews a use that they made or asked for themselves.',
    ),
    remedy: text(
      '見直しの権限を持つ別の担当者に頼んでください。',
      'Ask another operator who may review emergency uses.',
    ),
  },
  'gate.draft-unreadable': {
    status: 409,
    message: text(
      'この下書きは形に誤りがあるため、試行できません。',
      'The draft cannot be simulated: something is wrong with its form.',
    ),
    remedy: text(
      '検査の結果にある誤りを直し、保存してからもう一度お試しください。',
      'Correct the errors that the check lists, save, and try again.',
    ),
  },
  'gate.wrong-token': {
    status: 400,
    message: text('続きの目印が正しくありません。', 'The page token is not one of ours.'),
    remedy: text('はじめから検索し直してください。', 'Search again from the beginning.'),
  },
})
