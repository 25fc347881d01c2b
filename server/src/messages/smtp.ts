// SPDX-License-Identifier: Apache-2.0
import { createTransport } from 'nodemailer'
import type { Language } from '../kernel/index.ts'
import { MailPostponed, MailRejected } from './refusals.ts'

/** A mail as it leaves; nothing in it is looked up any more. */
export interface Outgoing {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly messageId: string
  readonly date: Date
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly {
    readonly name: string
    readonly type: string
    readonly bytes: Uint8Array
  }[]
}

/** Hands mails to the next server. */
export interface Carrier {
  /**
   * Resolves once the server took responsibility (250 after DATA), with its queue id where it told one without an
   * address in it. Throws {@link MailPostponed} where trying again may help, {@link MailRejected} where not.
   */
  send(mail: Outgoing): Promise<{ providerId: string | null }>
}

/** How long a server may be silent, and how long a mail may take in all. */
export interface SmtpLimits {
  readonly silenceMilliseconds?: number
  readonly wholeMilliseconds?: number
}

/** The longest a sending takes; a lease of a mail lasts a little longer. */
export const sendingMilliseconds = 45_000

/** Sends over SMTP (nodemailer); a new connection for each mail, TLS where the server offers it. */
export function smtpCarrier(url: string, limits: SmtpLimits = {}): Carrier {
  const { silenceMilliseconds = 15_000, wholeMilliseconds = sendingMilliseconds } = limits
  const transport = createTransport({
    url,
    connectionTimeout: silenceMilliseconds,
    greetingTimeout: silenceMilliseconds,
    socketTimeout: silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      try {
        const signal = AbortSignal.timeout(wholeMilliseconds)
        const info = await transport.sendMail({ ...headersOf(mail), ...contentOf(mail), signal })
        return { providerId: providerIdOf(info.response) }
      } catch (error) {
        throw verdict(error as SmtpFault)
      }
    },
  }
}

function headersOf(mail: Outgoing) {
  const domain = mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1)
  return {
    from: mail.from,
    // As an object and not as text: a text would be read as a list of addresses.
    to: { name: '', address: mail.to },
    envelope: { from: mail.from.address, to: [mail.to] },
    messageId: mail.messageId,
    date: mail.date,
    subject: oneLine(mail.subject),
    list: {
      id: { url: `personal-data.${domain}`, comment: oneLine(mail.from.name) },
      help: mail.from.address,
    },
    // RFC 3834: nobody's absence notice answers a machine.
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
    },
  }
}

function contentOf(mail: Outgoing) {
  return {
    text: mail.text,
    html: mail.html,
    textEncoding: 'base64' as const,
    attachments: mail.attachments.map(({ name, type, bytes }) => ({
      filename: oneLine(name),
      contentType: type,
      content: Buffer.from(bytes),
    })),
  }
}

/** A text that can stand in a header: whatever could end a line is a space. */
export function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function providerIdOf(response: string): string | null {
  const id = /\b(?:queued(?: as)?|id=)[\s:]*<?([\w.-]{4,80})>?/i.exec(response)?.[1]
  return id ?? null
}

interface SmtpFault {
  readonly code?: string
  readonly originalCode?: string
  readonly command?: string
  readonly responseCode?: number
  readonly permanent?: boolean
}

/**
 * What a fault means for the mail. Only what the server says about this recipient or this message, for good (RFC
 * 5321, 5yz), is the end of it: a refused password, sender or greeting is our setting, which somebody will correct.
 */
function verdict(fault: SmtpFault): Error {
  const aboutTheMail = fault.command === 'RCPT TO' || fault.command === 'DATA'
  const reply = fault.responseCode === undefined ? undefined : `smtp-${fault.responseCode}`
  if (aboutTheMail && fault.permanent === true) return new MailRejected(reply ?? 'smtp')
  if (fault.code === 'EENVELOPE' && fault.command === 'API') return new MailRejected('address')
  if (fault.code === 'EMESSAGE' && reply === undefined) return new MailRejected('too-large')
  const name = fault.originalCode ?? fault.code ?? 'unknown'
  return new MailPostponed(reply ?? name.toLowerCase())
}
