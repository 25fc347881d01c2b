// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod'
import type { DataPath, YamlSource } from './document.ts'
import { FORMS } from './forms.ts'
import { meant, nearest } from './nearest.ts'
import { problem, type Problem } from './problems.ts'
import { parseRetention } from './retention.ts'
import { alternatives, packJsonSchema, type JsonSchema } from './schema.ts'
import type { FormName, Local } from './terms.ts'

type Issue = z.core.$ZodIssue

// Enough to work through; a hostile file could have a hundred thousand.
const MANY = 100

/** Tells a person in two languages what the schema found, and where in the file. */
export function issueProblems(issues: readonly Issue[], source: YamlSource): Problem[] {
  // From the outside in: that a whole section is unknown comes before what is wrong inside a hundred others.
  const told = issues.toSorted((a, b) => a.path.length - b.path.length).slice(0, MANY)
  const misspelt = misspeltKeys(told)
  return told
    .filter(
      ({ path }) => !(misspelt.has(path.join('/')) && valueAt(source.data, path as DataPath) === undefined),
    )
    .flatMap((issue) => explain(issue, issue.path as DataPath, source))
}

// A key that is there under a wrong name is told once, as unknown, and not as missing too.
function misspeltKeys(issues: readonly Issue[]): ReadonlySet<string> {
  const keys = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return []
    const known = keysAt(issue.path as DataPath)
    return issue.keys.slice(0, MANY).map((key) => [...issue.path, nearest(key, known) ?? ''].join('/'))
  })
  return new Set(keys)
}

function explain(issue: Issue, path: DataPath, source: YamlSource): Problem[] {
  const key = nameOf(path)
  const value = valueAt(source.data, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MANY).map((unknown) => unknownKey(unknown, path, source))
    case 'invalid_type':
      return [value === undefined ? missing(path, source) : wrongType(issue.expected, path, source)]
    case 'invalid_value': {
      if (value === undefined) return [missing(path, source)]
      const known = issue.values.map(String)
      return [unknownValue(known, path, source)]
    }
    case 'invalid_format':
      return [wrongForm(issue.message, path, source)]
    case 'too_small':
    case 'too_big':
      return [problem('pack/wrong-size', source.locate(path), { key, bound: bound(issue) })]
    case 'custom':
      return [issue.message === 'retention' ? wrongRetention(path, source) : custom(issue, path, source)]
    case 'invalid_union':
      return [wrongUnion(path, source)]
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return [wrongValue(path, source)]
    default:
      return [wrongValue(path, source)]
  }
}

const unknownValue = (known: string[], path: DataPath, source: YamlSource): Problem => {
  const value = shown(valueAt(source.data, path))
  return problem('pack/unknown-value', source.locate(path), {
    key: nameOf(path),
    value,
    nearest: meant(value, known),
  })
}

// Most often the word that chooses the shape (`convention`) is wrong or missing.
function wrongUnion(path: DataPath, source: YamlSource): Problem {
  const known = schemasAt(path).flatMap((schema) => ('const' in schema ? [String(schema.const)] : []))
  if (known.length === 0) return wrongValue(path, source)
  return valueAt(source.data, path) === undefined ? missing(path, source) : unknownValue(known, path, source)
}

const wrongValue = (path: DataPath, source: YamlSource): Problem =>
  problem('pack/wrong-value', source.locate(path), {
    key: nameOf(path),
    detail: { ja: '使えない値です。', en: 'not an allowed value.' },
  })

function unknownKey(key: string, path: DataPath, source: YamlSource): Problem {
  const words = { key, nearest: meant(key, keysAt(path)) }
  return problem('pack/unknown-key', source.locateKey([...path, key]), words)
}

const missing = (path: DataPath, source: YamlSource): Problem =>
  problem('pack/missing-key', source.locate(path.slice(0, -1)), { key: nameOf(path) })

function wrongType(expected: string, path: DataPath, source: YamlSource): Problem {
  return problem('pack/wrong-type', source.locate(path), {
    key: nameOf(path),
    expected: TYPES[expected] ?? expected,
  })
}

const TYPES: Record<string, Local> = {
  string: {
    ja: '文字列（数に見えるものは引用符で囲む）',
    en: 'text (in quotes where it looks like a number)',
  },
  object: { ja: '「キー: 値」の並び', en: 'a list of "key: value"' },
  array: { ja: '一覧（[a, b] または - で始まる行）', en: 'a list ([a, b] or lines that begin with -)' },
  boolean: { ja: 'true か false', en: 'true or false' },
  number: { ja: '数', en: 'a number' },
  int: { ja: '整数', en: 'a whole number' },
}

function wrongForm(form: string, path: DataPath, source: YamlSource): Problem {
  const known = Object.hasOwn(FORMS, form) ? FORMS[form as FormName] : undefined
  const words = { key: nameOf(path), value: shown(valueAt(source.data, path)) }
  if (known) return problem('pack/wrong-form', source.locate(path), { ...words, form: known })
  const other: Local = { ja: `決められた形で書いてください（${form}）`, en: form }
  return problem('pack/wrong-form', source.locate(path), { ...words, form: other })
}

// What the grammar's own words may stand for is said in Japanese; the words themselves are the same in both languages.
const EXPECTED_JA: Record<string, string> = {
  'a rule of at most 200 characters': '200字までの規則',
  'a period such as P7Y, "relationship" or "purpose"': '期間（P7Y など）、relationship、purpose のどれか',
  'a period such as P7Y': '期間（P7Y など）',
  'the id of an event': '出来事の id',
  'the end': '行の終わり',
  '"unless held" or the end': 'unless held か、行の終わり',
  '"held"': 'held',
  '"of"': 'of',
  '"and"': 'and',
}

function wrongRetention(path: DataPath, source: YamlSource): Problem {
  const result = parseRetention(shown(valueAt(source.data, path)))
  const [shift, expected] = result.ok ? [0, ''] : [result.column - 1, result.expected]
  const words: Local = { ja: EXPECTED_JA[expected] ?? expected, en: expected }
  return problem('pack/retention-unreadable', source.locate(path, shift), { expected: words })
}

function custom(issue: Issue & { code: 'custom' }, path: DataPath, source: YamlSource): Problem {
  const ja = issue.params?.['ja']
  const detail = { ja: typeof ja === 'string' ? ja : issue.message, en: issue.message }
  return problem('pack/wrong-value', source.locate(path), { key: nameOf(path), detail })
}

function bound(issue: Issue & { code: 'too_small' | 'too_big' }): Local {
  const [limit, side] =
    issue.code === 'too_small'
      ? [issue.minimum, { ja: '以上', en: 'at least' }]
      : [issue.maximum, { ja: '以下', en: 'at most' }]
  const unit = issue.origin === 'array' ? { ja: '個', en: ' entries' } : { ja: '', en: '' }
  return { ja: `${String(limit)}${unit.ja}${side.ja}`, en: `${side.en} ${String(limit)}${unit.en}` }
}

function schemasAt(path: DataPath): JsonSchema[] {
  let schemas = alternatives(packJsonSchema())
  for (const step of path) {
    schemas = schemas.flatMap((schema) => {
      const inner = typeof step === 'number' ? schema.items : schema.properties?.[step]
      return inner ? alternatives(inner) : []
    })
  }
  return schemas
}

const keysAt = (path: DataPath): string[] =>
  schemasAt(path).flatMap((schema) => Object.keys(schema.properties ?? {}))

/** The value at a path, or undefined where the path leaves the data. */
export function valueAt(data: unknown, path: DataPath): unknown {
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

const nameOf = (path: DataPath): string =>
  String(path.findLast((step) => typeof step === 'string') ?? 'pack.yaml')
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
