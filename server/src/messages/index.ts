// SPDX-License-Identifier: Apache-2.0
/**
 * Mails and printed documents. Facts: `messages.sent`, `messages.failed` (no address in clear).
 * Invariants: a mail is written and sealed in the business transaction and leaves by a job; it is not sent again once
 * it is known to be sent, and a repetition carries the same Message-ID; values of people are never spliced into
 * markup, of a page or of a document; documents are PDF/A-2b and made in a process of their own.
 */
export {
  Mail,
  type MailPorts,
  type MailOrder,
  type MailContent,
  type MailStanding,
  type OutboxMail,
  type Seal,
} from './mail.ts'
export { smtpCarrier, type Carrier, type Outgoing, type SmtpLimits } from './smtp.ts'
export { MailPostponed, MailRejected, messagesRefusals } from './refusals.ts'
export { changeKinds, writeMail, type ChangeKind, type MailKind, type MailValues } from './texts.ts'
export { groundArticles, groundWords, type Ground } from './grounds.ts'
export { outboxPage, type OutboxPlace } from './outbox-page.ts'
export { createPrinter, PrintingFailed, type Printer, type PrinterOptions } from './printer.ts'
export {
  DisclosureSchema,
  LetterSchema,
  OfficeSchema,
  letterResults,
  type Disclosure,
  type Letter,
  type HeldCollection,
  type Office,
  type DocumentName,
  type DocumentInput,
} from './documents.ts'
export { writtenDay } from './dates.ts'
