// SPDX-License-Identifier: Apache-2.0
/**
 * Who is told of a change of the policy, how, and what became of it; who accepted which version; the policy as anybody
 * reads it. Facts: notices.planned, .sent, .sent-again, .failed, .told, .closed, .acknowledged, .used, .read.
 * Invariants: a version announces each of its notices once, in the transaction that publishes it; a person gets one
 * mail of a notice however many systems hold the address, and it is queued in the transaction that says so; addresses
 * and clients' names are sealed; a notice that must run ahead keeps an earlier effective day from being published.
 */
export type { NoticeJob, NoticePorts } from './ports.ts'
export { acknowledgeInForce } from './acceptance.ts'
export { announce, withdraw } from './announce.ts'
export { carriedOut } from './carried-out.ts'
export { earliestEffective } from './changes.ts'
export { gather } from './gather.ts'
export { followMails, send } from './send.ts'
export { sweepNotices } from './sweep.ts'
export { yearlyDuties } from './year.ts'
export { sentNotices, type Sent } from './sent.ts'
export { newsOf } from './register.ts'
export { registerNoticeRoutes } from './routes.ts'
export { registerPolicyPages } from './pages.ts'
export { centreView, officeOf, type Centre, type CentreEntry, type CentreView } from './centre.ts'
export { noticesRefusals } from './refusals.ts'
