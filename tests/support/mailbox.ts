// SPDX-License-Identifier: Apache-2.0
import { createServer, type AddressInfo, type Server } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What a real SMTP server on loopback is told to answer, and what it received. */
export interface Mailbox {
  readonly url: string
  readonly port: number
  /** Mails accepted, in order, as they came. */
  readonly raw: string[]
  /** Recipients named in the envelopes, refused ones included. */
  readonly recipients: string[]
  /** Answers to give before accepting again: to RCPT TO, or after DATA. */
  readonly refusals: { at: 'recipient' | 'data'; code: number; text?: string }[]
  /** The mails accepted, parsed. */
  mails(): Promise<Email[]>
  close(): Promise<void>
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

/** Starts an SMTP server on loopback; `port` 0 picks one. */
export async function openMailbox(port = 0): Promise<Mailbox> {
  const raw: string[] = []
  const recipients: string[] = []
  const refusals: Mailbox['refusals'] = []
  const next = (at: 'recipient' | 'data') => {
    const index = refusals.findIndex((entry) => entry.at === at)
    const found = index < 0 ? undefined : refusals.splice(index, 1)[0]
    return found === undefined ? null : refusal(found.code, found.text ?? 'no')
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(refusal(535, 'no')),
    onRcptTo: ({ address }, _session, done) => {
      recipients.push(address)
      done(next('recipient'))
    },
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refused = next('data')
        if (refused === null) raw.push(Buffer.concat(parts).toString('latin1'))
        done(refused)
      })
    },
  })
  // A sender that is killed resets its connection; that is its fault and not the end of this server.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const chosen = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    port: chosen,
    raw,
    recipients,
    refusals,
    mails: () => Promise.all(raw.map((mail) => PostalMime.parse(Buffer.from(mail, 'latin1')))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A server that takes connections and says nothing. */
export async function openSilentServer(): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>()
  const server: Server = createServer((socket) => void sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
