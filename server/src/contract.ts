// SPDX-License-Identifier: Apache-2.0
/** The one door for the console and the SDK: wire shapes only, nothing that needs a server. */
export * from './accounts/contract.ts'
export * from './catalog/contract.ts'
export * from './consent/contract.ts'
export * from './duties/contract.ts'
export type {
  Evaluation,
  Explanation,
  GateChoices,
  GateNode,
  GateReview,
  GateReviewNote,
  GateReviewPage,
  GateSimulation,
  GateUse,
  NewReview,
} from './gate/contract.ts'
export * from './inventory/contract.ts'
export * from './ledger/contract.ts'
export * from './notices/contract.ts'
export * from './policies/contract.ts'
export * from './recipients/contract.ts'
export * from './programme/contract.ts'
export * from './requests/contract.ts'
export * from './standing/contract.ts'
export {
  takeOutMedia,
  type NewReturn,
  type TakeOutDetails,
  type TakeOutEntry,
  type TakeOutExport,
  type TakeOutPage,
} from './takeouts/contract.ts'
export * from './today/contract.ts'
