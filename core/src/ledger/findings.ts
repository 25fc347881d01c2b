// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from './result.ts'

/** What a verification can find. */
export type FindingCode =
  | 'header-unreadable'
  | 'header-damaged'
  | 'header-signature'
  | 'key-unreadable'
  | 'key-not-trusted'
  | 'line-unreadable'
  | 'line-too-long'
  | 'line-cut'
  | 'fact-damaged'
  | 'fact-altered'
  | 'fact-hash-altered'
  | 'fact-order'
  | 'checkpoint-damaged'
  | 'checkpoint-signature'
  | 'checkpoint-origin'
  | 'checkpoint-order'
  | 'checkpoint-root'
  | 'checkpoint-frontier'
  | 'checkpoint-count'
  | 'tail-unproven'
  | 'size-mismatch'
  | 'end-missing'
  | 'end-damaged'
  | 'end-mismatch'
  | 'after-end'
  | 'witness-unreadable'
  | 'witness-signature'
  | 'witness-origin'
  | 'witness-larger'
  | 'witness-root'
  | 'witness-not-compared'
  | 'receipt-unreadable'
  | 'receipt-proof'

/** Leaves `from` to `to`, both counted from 0 and both included. */
export type Leaves = { from: number; to: number }

/** One thing that is wrong: `line` counts from 1, `leafIndex` from 0. */
export type Finding = {
  code: FindingCode
  line: number | null
  leafIndex?: number
  leaves?: Leaves
  message: Bilingual
  remedy: Bilingual
}

/** Numbers and names a message may mention. */
export type Details = { said?: number | string; found?: number | string; leaves?: Leaves; leafIndex?: number }

/** Builds a finding with its message and remedy. */
export function finding(code: FindingCode, line: number | null, details: Details = {}): Finding {
  const { leafIndex, leaves } = details
  const { message, remedy } = texts[code]
  return {
    code,
    line,
    ...(leafIndex === undefined ? {} : { leafIndex }),
    ...(leaves === undefined ? {} : { leaves }),
    message: { ja: fill(message.ja, details), en: fill(message.en, details) },
    remedy,
  }
}

function fill(text: string, { said, found, leaves, leafIndex }: Details): string {
  const values = new Map([
    ['said', said],
    ['found', found],
    ['leafIndex', leafIndex],
    ['from', leaves?.from],
    ['to', leaves?.to],
  ])
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.get(name) ?? '?'))
}

const exportAgain: Bilingual = {
  ja: '組織から書き出しを取り直し、もう一度検証してください。同じ所見が出たら、その箇所の説明を組織に求めてください。',
  en: 'Get a fresh export from the organisation and verify again; if the finding remains, ask the organisation to account for it.',
}
const copyAgain: Bilingual = {
  ja: 'ファイルをもう一度そのまま（文字コードや改行を変えずに）写し、検証し直してください。',
  en: 'Copy the file again as it is (no change of encoding or line ends) and verify again.',
}
const keepBoth: Bilingual = {
  ja: 'このファイルと証人のチェックポイントの両方を保存してください。署名が正しければ、過去が書き換えられた証拠です。',
  en: 'Keep both this file and the witness checkpoint: where the signatures hold, they are evidence that the past was rewritten.',
}
const otherKey: Bilingual = {
  ja: '組織が公表している検証鍵を、別の経路（契約書、電話など）で確かめてください。',
  en: 'Confirm the verifier key the organisation publishes by another way (contract, telephone).',
}
const otherWitness: Bilingual = {
  ja: 'この台帳の証人チェックポイントを、受け取ったままの形で指定してください。',
  en: 'Give the witness checkpoint of this ledger exactly as it was received.',
}
const otherReceipt: Bilingual = {
  ja: '控えを発行元からもう一度受け取り、書き換えずに検証してください。',
  en: 'Get the receipt again from its issuer and verify it without editing.',
}

const texts: Record<FindingCode, { message: Bilingual; remedy: Bilingual }> = {
  'header-unreadable': {
    message: {
      ja: '1行目がこの書き出しの見出し（yakusoku-ledger/1）として読めません。',
      en: 'Line 1 cannot be read as the header of an export (yakusoku-ledger/1).',
    },
    remedy: copyAgain,
  },
  'header-damaged': {
    message: {
      ja: '見出しの内容とそのSHA-256が合いません。見出しが書き換えられています。',
      en: 'The header does not match its SHA-256: the header was altered.',
    },
    remedy: exportAgain,
  },
  'header-signature': {
    message: {
      ja: '見出しの署名が台帳の鍵のものではありません。件数や日時が書き換えられたおそれがあります。',
      en: "The header's signature is not by the ledger's key: its counts or date may have been rewritten.",
    },
    remedy: exportAgain,
  },
  'key-unreadable': {
    message: { ja: '検証鍵を読めません。', en: 'The verifier key cannot be read.' },
    remedy: otherKey,
  },
  'key-not-trusted': {
    message: {
      ja: 'このファイルの鍵（{found}）は、信頼する鍵（{said}）と違います。別の鍵で署名し直されています。',
      en: 'The key of this file ({found}) is not the trusted one ({said}): it was signed with another key.',
    },
    remedy: otherKey,
  },
  'line-unreadable': {
    message: { ja: 'この行の形が壊れています。', en: 'The form of this line is broken.' },
    remedy: exportAgain,
  },
  'line-too-long': {
    message: {
      ja: 'この行は長すぎて、書き出しの行ではありえません。',
      en: 'This line is too long to be a line of an export.',
    },
    remedy: copyAgain,
  },
  'line-cut': {
    message: {
      ja: 'この行が改行で終わっていません。ファイルが途中で切れたか、末尾が書き換えられています。',
      en: 'This line does not end in a newline: the file was cut here, or its end was altered.',
    },
    remedy: copyAgain,
  },
  'fact-damaged': {
    message: {
      ja: '事実{leafIndex}の内容とそのSHA-256が合いません。どちらかが書き換えられています。',
      en: 'Fact {leafIndex} does not match its SHA-256: one of the two was altered.',
    },
    remedy: exportAgain,
  },
  'fact-altered': {
    message: {
      ja: '事実{leafIndex}の内容が書き換えられています。署名された木は、行に書かれた元のSHA-256を証明しています。',
      en: 'The content of fact {leafIndex} was altered: the signed tree proves the original SHA-256 in this line.',
    },
    remedy: exportAgain,
  },
  'fact-hash-altered': {
    message: {
      ja: '事実{leafIndex}のSHA-256の欄が壊れています。事実そのものは、署名された木によって無傷と証明されています。',
      en: 'The SHA-256 written for fact {leafIndex} was altered; the fact itself is proven intact by the signed tree.',
    },
    remedy: exportAgain,
  },
  'fact-order': {
    message: {
      ja: 'ここには事実{leafIndex}があるはずですが、行は{said}と名乗っています。行が抜けたか、増えたか、入れ替わっています。',
      en: 'Fact {leafIndex} should stand here, but the line says {said}: lines are missing, added or exchanged.',
    },
    remedy: exportAgain,
  },
  'checkpoint-damaged': {
    message: {
      ja: 'チェックポイントの内容とそのSHA-256が合いません。書き換えられています。',
      en: 'The checkpoint does not match its SHA-256: it was altered.',
    },
    remedy: exportAgain,
  },
  'checkpoint-signature': {
    message: {
      ja: 'チェックポイントの署名が台帳の鍵のものではありません。',
      en: "The checkpoint's signature is not by the ledger's key.",
    },
    remedy: exportAgain,
  },
  'checkpoint-origin': {
    message: {
      ja: 'チェックポイントは別の台帳（{found}）のものです。',
      en: 'The checkpoint belongs to another ledger ({found}).',
    },
    remedy: exportAgain,
  },
  'checkpoint-order': {
    message: {
      ja: 'チェックポイントは{said}件までのものですが、ここまでの事実は{found}件です。事実かチェックポイントが抜けたか、増えています。',
      en: 'The checkpoint covers {said} facts, but {found} stand before it: facts or checkpoints are missing or added.',
    },
    remedy: exportAgain,
  },
  'checkpoint-root': {
    message: {
      ja: '事実{from}から{to}までは、このチェックポイントが署名したものと違います。この範囲のどれかが書き換えられています。',
      en: 'Facts {from} to {to} are not those this checkpoint was signed over: something in this range was altered.',
    },
    remedy: exportAgain,
  },
  'checkpoint-frontier': {
    message: {
      ja: 'チェックポイントに添えられた木のハッシュ（frontier）が、署名された根と合いません。',
      en: 'The tree hashes beside the checkpoint (frontier) do not lead to the signed root.',
    },
    remedy: exportAgain,
  },
  'checkpoint-count': {
    message: {
      ja: '見出しはチェックポイント{said}個と述べていますが、{found}個あります。',
      en: 'The header speaks of {said} checkpoints, but there are {found}.',
    },
    remedy: exportAgain,
  },
  'tail-unproven': {
    message: {
      ja: '事実{from}から{to}までを証明するチェックポイントがありません。',
      en: 'No checkpoint proves facts {from} to {to}.',
    },
    remedy: exportAgain,
  },
  'size-mismatch': {
    message: {
      ja: '見出しは事実{said}件と述べていますが、{found}件あります。切り詰められたか、書き足されています。',
      en: 'The header speaks of {said} facts, but there are {found}: the file was shortened or extended.',
    },
    remedy: exportAgain,
  },
  'end-missing': {
    message: {
      ja: '終わりの行がありません。ファイルが切り詰められています。',
      en: 'The final line is missing: the file was shortened.',
    },
    remedy: copyAgain,
  },
  'end-damaged': {
    message: {
      ja: '終わりの行の内容とそのSHA-256が合いません。',
      en: 'The final line does not match its SHA-256.',
    },
    remedy: exportAgain,
  },
  'end-mismatch': {
    message: {
      ja: '終わりの行の件数か根が、ファイルの内容と合いません。',
      en: 'The counts or root in the final line are not those of the file.',
    },
    remedy: exportAgain,
  },
  'after-end': {
    message: {
      ja: '終わりの行の後ろに何か書き足されています。',
      en: 'Something was added behind the final line.',
    },
    remedy: copyAgain,
  },
  'witness-unreadable': {
    message: { ja: '証人のチェックポイントを読めません。', en: 'A witness checkpoint cannot be read.' },
    remedy: otherWitness,
  },
  'witness-signature': {
    message: {
      ja: '証人のチェックポイント（{said}件）の署名が、この台帳の鍵のものではありません。',
      en: "The witness checkpoint ({said} facts) is not signed by this ledger's key.",
    },
    remedy: otherWitness,
  },
  'witness-origin': {
    message: {
      ja: '証人のチェックポイントは別の台帳（{said}）のものです。',
      en: 'The witness checkpoint belongs to another ledger ({said}).',
    },
    remedy: otherWitness,
  },
  'witness-larger': {
    message: {
      ja: '証人は{said}件を見ましたが、この書き出しは{found}件しかありません。末尾が切り捨てられています。',
      en: 'The witness saw {said} facts, but this export has only {found}: its tail was cut off.',
    },
    remedy: keepBoth,
  },
  'witness-root': {
    message: {
      ja: '最初の{said}件は、証人が見たものと違います。その後で過去が書き換えられています。',
      en: 'The first {said} facts are not those the witness saw: the past was rewritten since.',
    },
    remedy: keepBoth,
  },
  'witness-not-compared': {
    message: {
      ja: '損傷のため、証人のチェックポイント（{said}件）と比べられません。',
      en: 'Because of the damage, the witness checkpoint ({said} facts) cannot be compared.',
    },
    remedy: exportAgain,
  },
  'receipt-unreadable': {
    message: {
      ja: '控え（yakusoku-receipt/1）として読めません（{said}）。',
      en: 'It cannot be read as a receipt (yakusoku-receipt/1): {said}.',
    },
    remedy: otherReceipt,
  },
  'receipt-proof': {
    message: {
      ja: '控えの事実は、添えられたチェックポイントの木に含まれていません。事実か証明が書き換えられています。',
      en: 'The fact of the receipt is not in the tree of its checkpoint: the fact or the proof was altered.',
    },
    remedy: otherReceipt,
  },
}
