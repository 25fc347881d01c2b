// SPDX-License-Identifier: Apache-2.0
/**
 * The ground: ids, time, languages, refusals, configuration, logging, files of secrets. Imports nothing of ours but core.
 * Invariants: configuration is read once, here; a refusal has a code, a status and both languages.
 */
export { newId, ageOf, isId, newSecret, sameSecret } from './ids.ts'
export { type Clock, systemClock, instantOf } from './clock.ts'
export {
  type Language,
  type Text,
  text,
  languages,
  operatorError,
  preferredLanguage,
  fill,
} from './language.ts'
export {
  Refusal,
  refuse,
  defineRefusals,
  commonRefusals,
  type RefusalSpec,
  type RefusalTable,
} from './refusal.ts'
export { readConfig, settings, type Config } from './config.ts'
export { createLog, type Log } from './log.ts'
export { flushFolder, makeSecretFile, refuseReadable } from './secret-file.ts'
