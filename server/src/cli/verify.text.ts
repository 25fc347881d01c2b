// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Finding, ReceiptReport, ReportedKey, VerifyReport } from '@yakusoku/core/ledger'

type Lang = 'ja' | 'en'
type Row = [label: Bilingual, value: string]
type Shown = { lang: Lang; witness: readonly string[] }

/** The outcome of verifying an export, for an auditor to read. */
export function presentExport(report: VerifyReport, file: string, { lang, witness }: Shown): string {
  const rows: Row[] = [
    [words.organisation, report.organisation ?? '?'],
    [words.ledger, report.origin ?? '?'],
    [words.created, report.created ?? '?'],
    [words.facts, numbers(report.facts, lang)],
    [words.proven, numbers(report.proven, lang)],
    [words.period, `${report.firstTime ?? '-'} – ${report.lastTime ?? '-'}`],
    [words.checkpoints, numbers(report.checkpoints, lang)],
    [words.witnesses, `${report.witnesses} / ${witness.length}`],
    [words.root, report.root ?? '-'],
    ...keyRows(report.key, report.trusted, lang),
  ]
  const unproven = report.unproven.map(({ from, to }) => `  ${words.unproven[lang]} ${from}–${to}`)
  const more =
    report.findingsNotListed > 0 ? [`  ${words.more[lang]} ${numbers(report.findingsNotListed, lang)}`] : []
  const title = words.exportTitle[lang] + file
  return page(title, lang, rows, report, [...unproven, ...more])
}

/** The outcome of verifying a receipt, for the person who holds it. */
export function presentReceipt(report: ReceiptReport, file: string, { lang }: Shown): string {
  const rows: Row[] = [
    [words.organisation, report.fact?.organisation ?? '?'],
    [words.ledger, report.origin ?? '?'],
    [words.fact, report.fact === null ? '?' : `${report.fact.type} (${report.fact.id})`],
    [words.time, report.fact?.time ?? '?'],
    [words.place, `${report.leafIndex ?? '?'} / ${report.size ?? '?'}`],
    ...keyRows(report.key, report.trusted, lang),
  ]
  return page(words.receiptTitle[lang] + file, lang, rows, report, [])
}

type Judged = { ok: boolean; findings: readonly Finding[]; caveats: readonly Bilingual[] }

function page(
  title: string,
  lang: Lang,
  rows: readonly Row[],
  judged: Judged,
  extra: readonly string[],
): string {
  const table = rows.map(([label, value]) => `  ${label[lang]}: ${value}`)
  const verdict = judged.ok ? words.sound[lang] : words.damaged[lang]
  const findings = judged.findings.flatMap((item) => presentFinding(item, lang))
  const caveats = judged.caveats.map((caveat) => `${words.note[lang]} ${caveat[lang]}`)
  return [title, ...table, '', verdict, ...findings, ...extra, ...caveats].map(visible).join('\n')
}

// What a file says of itself could otherwise end its line and go on with a verdict of its own, or erase ours.
function visible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) => {
    return `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`
  })
}

function presentFinding({ code, line, message, remedy }: Finding, lang: Lang): string[] {
  const place = line === null ? '' : lang === 'ja' ? `${line}行目 ` : `line ${line}: `
  return [`  ✗ ${place}${message[lang]} [${code}]`, `    → ${remedy[lang]}`]
}

function keyRows(key: ReportedKey | null, trusted: boolean, lang: Lang): Row[] {
  const standing = trusted ? words.trusted[lang] : words.untrusted[lang]
  const groups = key === null ? '-' : (key.fingerprint.match(/.{8}/g) ?? []).join(' ')
  return [
    [words.key, `${key?.vkey ?? '-'} (${standing})`],
    [words.fingerprint, groups],
  ]
}

function numbers(value: number, lang: Lang): string {
  return value.toLocaleString(lang)
}

const words = {
  exportTitle: { ja: '台帳の書き出しの検証: ', en: 'Verification of a ledger export: ' },
  receiptTitle: { ja: '控えの検証: ', en: 'Verification of a receipt: ' },
  organisation: { ja: '組織', en: 'organisation' },
  ledger: { ja: '台帳', en: 'ledger' },
  created: { ja: '書き出した日時', en: 'exported' },
  facts: { ja: '事実の数', en: 'facts' },
  proven: { ja: '署名された根で証明された数', en: 'proven by a signed root' },
  period: { ja: '期間', en: 'period' },
  checkpoints: { ja: '検証したチェックポイント', en: 'checkpoints verified' },
  witnesses: { ja: '一致した証人', en: 'witnesses that agree' },
  root: { ja: '最後の根', en: 'last root' },
  key: { ja: '検証鍵', en: 'verifier key' },
  fingerprint: { ja: '鍵の指紋', en: 'key fingerprint' },
  fact: { ja: '事実', en: 'fact' },
  time: { ja: '日時', en: 'time' },
  place: { ja: '台帳での位置', en: 'place in the ledger' },
  trusted: { ja: '信頼する鍵', en: 'trusted' },
  untrusted: { ja: '信頼は未確認', en: 'trust not established' },
  sound: { ja: '✓ 改ざんも損傷も見つかりませんでした。', en: '✓ No tampering and no damage was found.' },
  damaged: { ja: '改ざんまたは損傷が見つかりました。', en: 'Tampering or damage was found.' },
  unproven: { ja: '証明されない事実:', en: 'facts not proven:' },
  more: { ja: 'ここに挙げていない所見:', en: 'findings not listed here:' },
  note: { ja: '注意:', en: 'Note:' },
} satisfies Record<string, Bilingual>
