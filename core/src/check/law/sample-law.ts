// SPDX-License-Identifier: Apache-2.0

/** `pack.yaml` of a small law with the sections given, for samples. */
export const sampleLaw = (sections: string, top = ''): string => `format: 1
id: law/sample
kind: law
version: 1.0.0
name: { ja: 見本の法, en: Sample Act }
effective: 2022-04-01
modified: 2022-04-01
jurisdictions: [JP]
${top}${sections}
`

/** The end of an element of a sample law: its name, its article, and since when it stands. */
export const STANDS =
  'name: { ja: 定め, en: Rule }, source: { article: Sample Act Art. 1, asOf: 2026-11-21 }, effectiveFrom: 2022-04-01 }'

/** Lets the sample pack extend the sample law. */
export const EXTENDS = {
  replace: 'jurisdictions: [JP]\n',
  with: 'extends: [law/sample]\njurisdictions: [JP]\n',
}
