// SPDX-License-Identifier: Apache-2.0
import { fakerColumns } from '../tests/classify/generated.ts'
import { handColumns } from '../tests/classify/by-hand.ts'
import { namedColumns } from '../tests/classify/names.ts'
import { isPersonal, KINDS } from '../core/src/classify/index.ts'
import type { Kind } from '../core/src/classify/index.ts'
import { measure, precision, recall } from '../tests/classify/measure.ts'
import type { Labelled, Tally } from '../tests/classify/measure.ts'

const sources: readonly (readonly [string, string, readonly Labelled[]])[] = [
  [
    'Values made up by a generator',
    'Values of `@faker-js/faker` in twelve locales, without a telling column name, type or table. Rules were tuned on the other half of its words in six of the locales; the six others were never looked at.',
    fakerColumns(1),
  ],
  [
    'Values written by hand',
    'What generators do not make, and what is easily mistaken: eras of Japan, half-width kana, individual numbers with spaces and typing mistakes, slip numbers, corporate numbers, product codes, names of shops and goods. Without a telling name.',
    handColumns(1),
  ],
  [
    'Names of columns only',
    'Tables as they are called in public databases, labelled by a person; no value is looked at, as with `--no-values`.',
    namedColumns(1),
  ],
]

const share = (value: number): string => `${Math.round(value * 100)} %`

const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((all, one) => ({
    columns: all.columns + one.columns,
    found: all.found + one.found,
    missed: all.missed + one.missed,
    wrong: all.wrong + one.wrong,
  }))

const row = (name: string, tally: Tally): string =>
  `| ${name} | ${tally.columns} | ${tally.found} | ${tally.wrong} | ${share(precision(tally))} | ${tally.columns === 0 ? '' : share(recall(tally))} |`

const table = ([title, opening, columns]: (typeof sources)[number]): string[] => {
  const { tallies } = measure(columns)
  const kinds = [...tallies].filter(([kind]) => kind !== 'none').toSorted(([a], [b]) => (a < b ? -1 : 1))
  const nothing = tallies.get('none')
  const left = nothing ? nothing.columns - nothing.found : 0
  return [
    `## ${title}`,
    '',
    opening,
    '',
    '| kind | columns | found | wrongly proposed | precision | recall |',
    '| --- | --- | --- | --- | --- | --- |',
    ...kinds.map(([kind, tally]) => row(KINDS[kind as Kind].en, tally)),
    row('**all personal kinds**', sum(kinds.map(([, tally]) => tally))),
    '',
    ...(nothing
      ? [`Of ${nothing.columns} columns with nothing of a person, ${left} were proposed as personal.`, '']
      : []),
  ]
}

const kindRows = (Object.keys(KINDS) as Kind[]).map((kind) => {
  const { en, ja, category, ...facts } = KINDS[kind]
  const careful = 'careful' in facts ? 'confirmed first' : ''
  return `| ${en} | ${ja} | ${isPersonal(kind) ? `\`${category}\`` : 'not personal'} | ${careful} |`
})

/** What is told apart, and how well, on columns that were held back while the rules were tuned. */
export const classifyPage = (generated: string): string => {
  const opening =
    '`yakusoku map` guesses what each column holds from its name, its table, its type and a sample of its values. Each ' +
    'piece of evidence speaks for or against a kind; what all of them add up to is the confidence written in the map. ' +
    'The tables below are measured by the tests on columns that were not used while the rules were tuned: precision is ' +
    'the share of what was proposed as a kind that is of it, recall the share of what is of a kind that was proposed. ' +
    'In a database names and values speak together, so that both are usually higher than here.'
  const told = ['| kind | 日本語 | category | |', '| --- | --- | --- | --- |', ...kindRows]
  return [
    '# What `yakusoku map` tells apart',
    '',
    generated,
    '',
    opening,
    '',
    ...sources.flatMap(table),
    '## The kinds',
    '',
    ...told,
    '',
  ].join('\n')
}
