// SPDX-License-Identifier: Apache-2.0
// Leaves of a row what its person's data may be used for.
import { mustBeWritten, type Decision, type Local } from './decision.ts'
import type { Declared } from './fields.ts'
import type { Gate } from './gate.ts'
import type { Question } from './question.ts'

/** A field that was left out, of how many rows, and why. */
export interface LeftOut {
  /** Members are told as `address.street`. */
  readonly field: string
  readonly category: string | undefined
  /** A reason of the gate; or `undeclared`, `must-be-recorded`, `identifies`, `beyond-fields`, `masked`. */
  readonly reason: string
  readonly rows: number
  readonly says: Local
  readonly remedy: Local | undefined
}

/** Makes of a value what is shown masked; `undefined` leaves it out. */
export type Mask = (value: unknown, field: string) => unknown

type Why = Pick<LeftOut, 'category' | 'reason' | 'says' | 'remedy'>
/** A category with what was last asked about it. */
type Asked = {
  readonly ask: (person?: string) => Verdict
  row: number
  person: string | undefined
  verdict: Verdict | undefined
}

type Verdict = { readonly left: Why } | { readonly left: undefined; readonly mask: boolean }

/** Names of fields may come from data: no more of them are told. */
const MOST_TOLD = 1_000

const stars: Mask = (value) => (typeof value === 'string' ? '****' : undefined)

/** Masks rows for one purpose; what was left out is gathered. */
export class Masking {
  readonly #gate: Pick<Gate, 'prepare'>
  readonly #question: Omit<Question, 'category'>
  readonly #mask: Mask
  readonly #asked = new Map<string, Asked>()
  readonly #left = new Map<Why, Map<string, LeftOut & { rows: number }>>()
  #row = 0

  constructor(gate: Pick<Gate, 'prepare'>, question: Omit<Question, 'category'>, mask: Mask = stars) {
    this.#gate = gate
    this.#question = question
    this.#mask = mask
  }

  /** What was left out so far, by field; answers that differ in more than their reason are told as one. */
  left(): LeftOut[] {
    const told = new Map<string, LeftOut & { rows: number }>()
    for (const one of [...this.#left.values()].flatMap((fields) => [...fields.values()])) {
      const name = `${one.field}\n${one.reason}`
      const known = told.get(name)
      if (known) known.rows += one.rows
      else told.set(name, { ...one })
    }
    return [...told.values()].toSorted((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0))
  }

  /** What was left out since this was last called. */
  takeLeft(): LeftOut[] {
    const left = this.left()
    this.#left.clear()
    return left
  }

  /** Begins with another row: of each row every category is asked about once. */
  next(): void {
    this.#row += 1
  }

  /** The members of an object that may be used; everything else is left out. */
  object(
    value: object,
    fields: ReadonlyMap<string, Declared>,
    person: string | undefined,
    above = '',
  ): Record<string, unknown> {
    const kept: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(value)) {
      const field = name === '__proto__' ? undefined : fields.get(name)
      if (!field) this.undeclared(`${above}${name}`)
      else {
        const shown = this.value(member, field, person)
        if (shown !== undefined) kept[name] = shown
      }
    }
    return kept
  }

  /** What of a value may be used; `undefined` where it is left out. */
  value(value: unknown, field: Declared, person: string | undefined): unknown {
    let masked = false
    for (const category of field.categories) {
      const verdict = this.#verdict(category, person)
      if (verdict.left) return this.#leave(field.path, verdict.left)
      masked ||= verdict.mask
    }
    // What is not there has nothing to hide.
    if (value === null || value === undefined) return value
    if (field.members) return this.#members(value, field, field.members, person)
    if (!masked) return value
    const shown = this.#mask(value, field.path)
    return shown === undefined ? this.#leave(field.path, MASKED) : shown
  }

  /** Notes that a field is left out because nobody said what it holds. */
  undeclared(field: string): undefined {
    return this.#leave(field, UNDECLARED)
  }

  #members(
    value: unknown,
    field: Declared,
    members: ReadonlyMap<string, Declared>,
    person: string | undefined,
  ): unknown {
    if (Array.isArray(value))
      return value.flatMap((item: unknown) => this.#members(item, field, members, person) ?? [])
    if (typeof value !== 'object' || value === null) return this.undeclared(field.path)
    return this.object(value, members, person, `${field.path}.`)
  }

  #verdict(category: string, person: string | undefined): Verdict {
    let asked = this.#asked.get(category)
    if (!asked) {
      const ask = verdicts(this.#gate.prepare({ ...this.#question, category }), category)
      this.#asked.set(category, (asked = { ask, row: -1, person: undefined, verdict: undefined }))
    }
    if (asked.verdict && asked.row === this.#row && asked.person === person) return asked.verdict
    const verdict = asked.ask(person)
    asked.row = this.#row
    asked.person = person
    asked.verdict = verdict
    return verdict
  }

  #leave(field: string, why: Why): undefined {
    let fields = this.#left.get(why)
    if (!fields) this.#left.set(why, (fields = new Map()))
    const known = fields.get(field)
    if (known) known.rows += 1
    else if (fields.size < MOST_TOLD) fields.set(field, { field, ...why, rows: 1 })
  }
}

/** Answers turned into what they mean for a field; the same answer, as it mostly is, is looked at once. */
function verdicts(ask: (person?: string) => Decision, category: string): (person?: string) => Verdict {
  const known = new WeakMap<Decision, Verdict>()
  return (person) => {
    const decision = ask(person)
    const found = known.get(decision) ?? verdictOf(decision, category)
    known.set(decision, found)
    return found
  }
}

function verdictOf(decision: Decision, category: string): Verdict {
  const { answer, reason, says, remedy, obligations } = decision
  if (answer !== 'permit') return { left: { category, reason, says, remedy } }
  if (mustBeWritten(decision)) return { left: { category, ...RECORDED } }
  if (obligations.some(({ kind }) => kind === 'deidentify')) return { left: { category, ...IDENTIFIES } }
  const only = obligations.find((one) => one.kind === 'only-fields')
  const within = (key: string): boolean => category === key || category.startsWith(`${key}.`)
  if (only?.kind === 'only-fields' && !only.fields.some(within))
    return { left: { category, ...beyond(only.fields) } }
  return { left: undefined, mask: obligations.some(({ kind }) => kind === 'mask') }
}

const UNDECLARED: Why = {
  category: undefined,
  reason: 'undeclared',
  says: { ja: 'この項目の区分が宣言されていません。', en: 'It is not declared what this field holds.' },
  remedy: {
    ja: 'fields に区分を書いてください。個人データでなければ null とします。',
    en: 'Write its category into fields; null where it is no personal data.',
  },
}

const RECORDED = {
  reason: 'must-be-recorded',
  says: {
    ja: 'この利用は記録を残してはじめて認められます。',
    en: 'This use is permitted only once it is recorded.',
  },
  remedy: { ja: '一人ずつ ask で問い合わせてください。', en: 'Ask for each person by ask.' },
}

const IDENTIFIES = {
  reason: 'identifies',
  says: {
    ja: 'この目的の結果は、だれも識別できないものでなければなりません。',
    en: 'The result of this purpose must identify nobody.',
  },
  remedy: {
    ja: '集計などで識別できなくしたうえで、deidentified: true として問い合わせてください。',
    en: 'Aggregate it so that nobody can be identified, and ask with deidentified: true.',
  },
}

const beyond = (fields: readonly string[]) => ({
  reason: 'beyond-fields',
  says: {
    ja: `この目的に使えるのは次の項目だけです: ${fields.join(', ')}`,
    en: `This purpose may use only: ${fields.join(', ')}`,
  },
  remedy: {
    ja: 'そのどれかであれば、Fides の区分で宣言してください。',
    en: 'If it is one of these, declare it by its Fides data category.',
  },
})

const MASKED: Why = {
  category: undefined,
  reason: 'masked',
  says: { ja: 'この項目は伏せて示すものです。', en: 'This field is to be shown masked.' },
  remedy: { ja: 'mask で伏せ方を示してください。', en: 'Say by mask how it is shown.' },
}
