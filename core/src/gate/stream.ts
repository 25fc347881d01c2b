// SPDX-License-Identifier: Apache-2.0
// The stream of changes, one JSON object a line.
import type { Person } from './facts.ts'
import { wireProblem, type Read, type StreamMessage } from './wire.ts'
import {
  dayIn,
  exactly,
  isObject,
  keyIn,
  personIn,
  POLICY,
  positionIn,
  sparse,
  standingIn,
} from './wire-shapes.ts'

const WHERE = 'stream'

type PersonChange = { readonly key: string; readonly state: Person | null }

/** A message as a line, without its end; states without what is empty. */
export const messageLine = (message: StreamMessage): string =>
  JSON.stringify(
    message.kind === 'persons'
      ? {
          ...message,
          persons: message.persons.map(({ key, state }) => ({ key, state: state && sparse(state) })),
        }
      : message,
  )

/** Reads a line of the stream; says what is wrong with one that is none. */
export function readMessage(line: string): Read<StreamMessage> {
  const value = parsed(line)
  if (!isObject(value)) return wrong('not-understood')
  const { kind, ...rest } = value
  if (typeof kind !== 'string' || !Object.hasOwn(SHAPES, kind)) return wrong('unknown-kind')
  const message = exactly(rest, SHAPES[kind as keyof typeof SHAPES])
  if (!message || goesBack(message)) return wrong('not-understood')
  return { ok: true, value: { kind, ...message } as unknown as StreamMessage }
}

const wrong = (code: 'not-understood' | 'unknown-kind'): Read<never> => ({
  ok: false,
  problem: wireProblem(code, WHERE),
})

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const goesBack = (message: object): boolean =>
  'after' in message &&
  'position' in message &&
  BigInt(message.position as string) < BigInt(message.after as string)

function change(value: unknown): PersonChange | undefined {
  const key = isObject(value) ? keyIn(value['key']) : undefined
  if (!isObject(value) || key === undefined || Object.keys(value).length !== 2) return undefined
  const state = value['state'] === null ? null : personIn(value['state'])
  return state === undefined ? undefined : { key, state }
}

function changes(value: unknown): PersonChange[] | undefined {
  if (!Array.isArray(value)) return undefined
  const all = value.map(change)
  return all.every((one) => one !== undefined) ? all : undefined
}

const SHAPES = {
  persons: { after: positionIn, position: positionIn, persons: changes },
  policy: { ...POLICY, standing: standingIn },
  standing: { standing: standingIn },
  here: {
    position: positionIn,
    day: dayIn,
    behind: (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined),
  },
}
