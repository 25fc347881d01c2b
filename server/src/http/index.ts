// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP: one server, zod in and out, problem+json for every "no", OpenAPI 3.1 from the same schemas.
 * Invariants: nothing but a Refusal tells its reason outside; no stack trace and no value of a person leaves here.
 */
export { type Caller, type Guard, languageOf } from './context.ts'
export { asRefusal, ProblemSchema, type Problem, toProblem, sendProblem } from './problem.ts'
export { remedyOnPage, sendRefusal } from './problem-page.ts'
export {
  createHttp,
  directOf,
  forPrograms,
  registeredRoutes,
  type Http,
  type HttpOptions,
  type RegisteredRoute,
} from './server.ts'
export { putBack } from './direct.ts'
export { page, sendPage, type Page } from './page.ts'
export { registerAssets } from './assets.ts'
export { stylesheet } from './stylesheet.ts'
export { registerHealth, type Measure, type HealthPorts } from './health.ts'
export { registerDocs } from './docs.ts'
export { registerConsole } from './console.ts'
export {
  errorSummary,
  field,
  choice,
  checkbox,
  button,
  buttonLink,
  notice,
  dataTable,
  factList,
  stepList,
  type Field,
  type FieldError,
} from './components.ts'
