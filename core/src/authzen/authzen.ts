// SPDX-License-Identifier: Apache-2.0
// Questions as AuthZEN carries them: subject is the actor, action the act, resource the category and the person, context
// the rest. Pure.
import { filled } from '@yakusoku/core/packs'
import { CHECK_NAMES, DENIALS, type Decision, type Question } from '@yakusoku/core/gate'
import {
  EvaluationSchema,
  type DecisionView,
  type Evaluation,
  type Evaluations,
  type Explanation,
} from './shapes.ts'

/** A resource that is about nobody: AuthZEN wants an id always. */
export const NO_PERSON = '*'

/** A question and the identifier of the person it is about. */
export interface Asked {
  readonly question: Question
  readonly person: string | undefined
  /** Asked only to know: nothing is recorded of a permit. */
  readonly dryRun: boolean
  /** What is said of a take-out, for its log, as it was sent. */
  readonly takeOut?: unknown
}

const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** Reads a question. Purpose and roles may stand where a caller's own model has them: context, or properties. */
export function asked({ subject, action, resource, context: given }: Evaluation): Asked {
  const context = given ?? {}
  const roles = [...strings(subject.properties?.['roles']), ...strings([subject.properties?.['role']])]
  const from = (key: string): string | undefined =>
    string(context[key]) ?? string(action.properties?.[key]) ?? string(resource.properties?.[key])
  return {
    question: {
      act: action.name,
      actor: { type: subject.type, id: subject.id, roles },
      category: resource.type,
      purpose: from('purpose') ?? '',
      recipient: from('recipient'),
      country: from('country'),
      ground: from('ground'),
      document: from('document'),
      conditions: strings(context['conditions']),
      client: from('client'),
      channel: from('channel'),
      deidentified: context['deidentified'] === true,
    },
    person: resource.id === NO_PERSON ? undefined : resource.id,
    dryRun: context['dry_run'] === true,
    ...(context['take_out'] !== undefined && { takeOut: context['take_out'] }),
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One of many questions with the defaults filled in, or what is wrong with it. */
export function withDefaults(all: Evaluations, one: unknown) {
  if (!isObject(one)) return EvaluationSchema.safeParse(one)
  // An entity replaces the default; of the default only the identifying members are taken where they are missing.
  const merged = (key: 'subject' | 'action' | 'resource'): unknown => {
    const [own, base] = [one[key], all[key]]
    if (own === undefined || own === null || !isObject(base)) return own ?? base
    if (!isObject(own)) return own
    const { type, id, name } = base
    return {
      ...(type !== undefined && { type }),
      ...(id !== undefined && { id }),
      ...(name !== undefined && { name }),
      ...own,
    }
  }
  return EvaluationSchema.safeParse({
    subject: merged('subject'),
    action: merged('action'),
    resource: merged('resource'),
    context: one['context'] ?? all.context,
  })
}

/** A decision as it is told to a caller. */
export function presented(decision: Decision, record?: string): DecisionView {
  const { answer, reason, promises, by, article, says, remedy, obligations } = decision
  return {
    decision: answer === 'permit',
    context: {
      answer,
      reason,
      promises: [...promises],
      by: [...by],
      ...(article !== undefined && { article }),
      says,
      ...(remedy && { remedy }),
      obligations: obligations.map((one) => ({ ...one })),
      ...(record !== undefined && { record }),
    },
  }
}

/** A decision that could not be taken, for one of many. */
export const failed = (status: number, message: string): DecisionView => ({
  decision: false,
  context: { error: { status, message } },
})

/** A decision with every check and what it found. */
export function explained(decision: Decision): Explanation {
  const { context } = presented(decision)
  if ('error' in context) throw new Error('a decision was expected')
  return {
    decision: decision.answer === 'permit',
    ...context,
    steps: decision.steps.map(({ check, obstacles, standing }) => ({
      check,
      name: CHECK_NAMES[check as keyof typeof CHECK_NAMES],
      found: obstacles.map((obstacle) => ({
        reason: obstacle.reason,
        says: filled(DENIALS[obstacle.reason].says, obstacle.words),
        by: [...obstacle.by],
        lifted: !standing.includes(obstacle),
      })),
    })),
  }
}

/** Whether the answers so far end the series, as its semantic says. */
export const ends = (
  semantic: NonNullable<Evaluations['options']>['evaluations_semantic'],
  { decision }: DecisionView,
): boolean =>
  (semantic === 'deny_on_first_deny' && !decision) || (semantic === 'permit_on_first_permit' && decision)
