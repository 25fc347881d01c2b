// SPDX-License-Identifier: Apache-2.0
/**
 * OpenID AuthZEN Authorization API 1.0 as the gate speaks it: the same shapes and readings for HTTP, the command line and
 * programs that decide by themselves. Subject is the actor, action the act, resource the category and the person it is
 * about, context the purpose and the rest. Unknown members are left alone.
 */
export { asked, ends, explained, failed, NO_PERSON, presented, withDefaults, type Asked } from './authzen.ts'
export type { Asking } from './matching.ts'
export { OF_SUBJECT, VocabularySchema, WordSchema, type Vocabulary, type Word } from './word.ts'
export { NO_WORDS, openWords, StateFileSchema, type Translated, type Words } from './words.ts'
export {
  DecisionSchema,
  DecisionsSchema,
  EvaluationSchema,
  EvaluationsSchema,
  ExplanationSchema,
  MOST_EVALUATIONS,
  ReasonSchema,
  type DecisionView,
  type Evaluation,
  type Evaluations,
  type Explanation,
} from './shapes.ts'
