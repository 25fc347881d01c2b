// SPDX-License-Identifier: Apache-2.0
// Runs the built package in a world that has nothing but the web's own interfaces, as functions on the edge have:
// node --experimental-vm-modules edge.case.ts FOLDER URL TOKEN. Prints what a question was answered.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, SourceTextModule, type Module } from 'node:vm'

const [folder = '', url = '', token = ''] = process.argv.slice(2)

// Timers are numbers there.
const timers = new Map<number, NodeJS.Timeout>()
const printed: string[] = []
const context = createContext({
  fetch,
  URL,
  URLSearchParams,
  Headers,
  Request,
  Response,
  ReadableStream,
  TextDecoder,
  TextEncoder,
  AbortController,
  AbortSignal,
  crypto,
  performance: { now: () => performance.now() },
  setTimeout: (act: () => void, milliseconds: number) => {
    timers.set(timers.size + 1, setTimeout(act, milliseconds))
    return timers.size
  },
  clearTimeout: (number: number) => clearTimeout(timers.get(number)),
  settings: { url, token },
  print: (text: string) => printed.push(text),
})

const modules = new Map<string, Module>()
function moduleOf(name: string): Module {
  const known = modules.get(name)
  if (known) return known
  const made = new SourceTextModule(readFileSync(join(folder, name), 'utf8'), { context, identifier: name })
  modules.set(name, made)
  return made
}

const program = new SourceTextModule(
  `import { follow, onlyFields } from './index.js'
   const question = { act: 'use', actor: { id: 'edge', roles: ['clerk'] }, category: 'contact', purpose: 'news' }
   const answers = []
   for (const stream of [true, false]) {
     const gate = await follow({ ...settings, organisation: 'shop', stream })
     answers.push(gate.decide(question, 'hana').answer, gate.prepare(question)('ren').answer)
     await gate.catchUp()
     const fields = { id: null, email: 'user.contact.email' }
     answers.push(onlyFields(gate, [{ id: 'hana', email: 'h', note: 'n' }], { question, fields, person: 'id' }).rows)
     await gate.close()
   }
   print(JSON.stringify(answers))`,
  { context, identifier: 'program' },
)
await program.link((specifier) => moduleOf(specifier.replace(/^\.\//, '')))
await program.evaluate()
process.stdout.write(printed.join(''))
