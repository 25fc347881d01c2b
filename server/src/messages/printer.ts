// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { documentSchemas, type DocumentInput, type DocumentName } from './documents.ts'
import { presentDisclosure, presentLetter } from './present.ts'
import type { Delivery, Order } from './typesetter.ts'

/** A document could not be set; `code` says where it failed, never with a value of a person. */
export class PrintingFailed extends Error {
  readonly code: 'compile' | 'export' | 'ended' | 'timeout'

  constructor(template: string, code: PrintingFailed['code']) {
    super(`the document ${template} could not be made: ${code}`)
    this.name = 'PrintingFailed'
    this.code = code
  }
}

/** Makes PDF documents; one at a time, in a process of its own that ends when it has nothing to do. */
export interface Printer {
  /** The PDF/A-2b document of a template; throws {@link PrintingFailed}, or zod's error for data of the wrong shape. */
  renderPdf<N extends DocumentName>(template: N, data: DocumentInput<N>): Promise<Uint8Array>
  /** Id of the process, while there is one. */
  readonly pid: number | undefined
  /** Ends the process; a later document starts a new one. */
  close(): void
}

/** How long a {@link Printer} waits, and how much memory its process may keep between documents. */
export interface PrinterOptions {
  readonly idleMilliseconds?: number
  readonly timeoutMilliseconds?: number
  readonly keptBytes?: number
}

const presenters = {
  disclosure: (data: DocumentInput<'disclosure'>) =>
    presentDisclosure(documentSchemas.disclosure.parse(data)),
  letter: (data: DocumentInput<'letter'>) => presentLetter(documentSchemas.letter.parse(data)),
}

function start(): ChildProcess {
  const child = fork(fileURLToPath(new URL('typesetter.ts', import.meta.url)), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The compiler can fetch packages: none of our templates names one, and no way out leads anywhere.
    env: { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' },
  })
  // A process that cannot be started says so here; `ask` hears it too.
  child.on('error', () => undefined)
  child.unref()
  child.channel?.unref()
  return child
}

function ask(child: ChildProcess, order: Order, milliseconds: number): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new PrintingFailed(order.template, 'timeout'))),
      milliseconds,
    )
    const settle = (then: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.off('error', onExit)
      then()
    }
    const onMessage = (delivery: unknown) => settle(() => resolve(delivery as Delivery))
    const onExit = () => settle(() => reject(new PrintingFailed(order.template, 'ended')))
    child.once('message', onMessage)
    child.once('exit', onExit)
    child.once('error', onExit)
    child.send(order, (error) => error !== null && onExit())
  })
}

/** Creates a printer; nothing is loaded until the first document. */
export function createPrinter(options: PrinterOptions = {}): Printer {
  const { idleMilliseconds = 15_000, timeoutMilliseconds = 180_000, keptBytes = 250_000_000 } = options
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const close = () => {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = undefined
  }
  const print = async (order: Order): Promise<Uint8Array> => {
    clearTimeout(idle)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) child = start()
    try {
      const delivery = await ask(child, order, timeoutMilliseconds)
      if (delivery.memory > keptBytes) close()
      if ('failed' in delivery) throw new PrintingFailed(order.template, delivery.failed)
      return delivery.pdf
    } catch (error) {
      if (error instanceof PrintingFailed && error.code === 'timeout') close()
      throw error
    } finally {
      idle = setTimeout(close, idleMilliseconds).unref()
    }
  }
  const renderPdf = async <N extends DocumentName>(template: N, data: DocumentInput<N>) => {
    const order: Order = { template, data: presenters[template](data as never) }
    const result = queue.then(() => print(order))
    queue = result.catch(() => undefined)
    return result
  }
  return {
    renderPdf,
    close,
    get pid() {
      return child?.pid
    },
  }
}
