// SPDX-License-Identifier: Apache-2.0
import type { Language } from '@yakusoku/core/packs'
import { CATALOGUE } from './catalogue.ts'
import type { Finding } from './finding.ts'

/**
 * Findings as a log of SARIF 2.1.0 (OASIS). `file` of each finding must be a path relative to where the log is read;
 * columns are UTF-16 units. What a comment allows is there as suppressed in source.
 */
export function toSarif(
  findings: readonly Finding[],
  options: { language: Language; version: string },
): object {
  const { language, version } = options
  const rules = CATALOGUE.map((rule) => ({
    id: rule.id,
    shortDescription: { text: rule.title[language] },
    fullDescription: { text: rule.why?.[language] ?? rule.message[language].replace(/\{\w+\}/g, '…') },
    help: helpOf(rule, language),
    defaultConfiguration: { level: rule.severity },
  }))
  const index = new Map(rules.map(({ id }, at) => [id, at]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'yakusoku', semanticVersion: version, language: tag(language), rules } },
        language: tag(language),
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, index.get(finding.rule) ?? -1, language)),
      },
    ],
  }
}

const tag = (language: Language): string => (language === 'ja' ? 'ja-JP' : 'en-US')

function helpOf({ suggestion, id }: (typeof CATALOGUE)[number], language: Language) {
  const text = suggestion[language].replace(/\{\w+\}/g, '…')
  return { text, markdown: `${text}\n\n\`docs/reference/rules.md\`: \`${id}\`` }
}

function resultOf(finding: Finding, ruleIndex: number, language: Language) {
  const { rule, severity, file, line, column, message, suggestion, allowed } = finding
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: severity,
    message: { text: `${message[language]}${language === 'ja' ? '' : ' '}${suggestion[language]}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { 'yakusoku/v1': `${rule} ${file} ${message.en}` },
    ...(allowed === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: allowed }] }),
  }
}

// A relative reference of RFC 3986: each part encoded, and no first part that could be taken for a scheme.
function uriOf(file: string): string {
  const parts = file.split(/[\\/]/).map(encodeURIComponent)
  return (parts[0] ?? '').includes('%3A') ? `./${parts.join('/')}` : parts.join('/')
}
