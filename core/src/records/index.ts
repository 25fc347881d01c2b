// SPDX-License-Identifier: Apache-2.0
/**
 * Records of provision to third parties and of receipt from them: whether a law asks for one, what it has to say, by
 * which methods it may be made and until when it is kept (APPI Art. 29-31, Rules 19-29). The law is the data of its
 * pack; nothing here knows an article by heart. Pure: no clock, nothing throws.
 */
export { articleOf } from './article.ts'
export { recordingLaw, recordDuty } from './duty.ts'
export type {
  Counterpart,
  Direction,
  Exemption,
  NeededItem,
  RecordCase,
  RecordDuty,
  RecordMethod,
} from './duty.ts'
export { keptUntil, type Keeping } from './keeping.ts'
export { missingItems, RECORD_FIELDS, type RecordField } from './missing.ts'
