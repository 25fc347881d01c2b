// SPDX-License-Identifier: Apache-2.0
/**
 * OpenID AuthZEN Authorization API 1.0 as the gate speaks it: the same shapes and readings for HTTP, the command line and
 * programs that decide by themselves. Subject is the actor, action the act, resource the category and the person it is
 * about, context the purpose and the rest. Unknown members are left alone.
 *
 * Invariants of a vocabulary: without words nothing changes; what a caller says in the names of the policy stays; the order
 * of words decides nothing; a word names and never permits; two that contradict each other mean nothing.
 */
export { asked, ends, explained, failed, NO_PERSON, presented, withDefaults, type Asked } from './authzen.ts'
export { WordSchema, type Vocabulary } from './word.ts'
export { NO_WORDS, openWords, StateFileSchema, type Words } from './words.ts'
export {
  DecisionSchema,
  DecisionsSchema,
  EvaluationSchema,
  plainEvaluation,
  EvaluationsSchema,
  ExplanationSchema,
  MOST_EVALUATIONS,
  ReasonSchema,
  type DecisionView,
  type Evaluation,
  type Evaluations,
  type Explanation,
} from './shapes.ts'
