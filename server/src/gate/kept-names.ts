// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

const plain = /^[a-z][a-z0-9_.:-]{0,59}$/i
const digits = /\d{4}/

/** A name as it may be kept: what a caller made up may hold anything, and personal data is not written down. */
export const keepable = (name: string): string =>
  plain.test(name) && !digits.test(name) ? name : name === '' ? '' : '…'

/** An actor as it may be kept: ids of programs and operators as they are, anything else by a short hash. */
export const actorKept = (id: string | undefined): string =>
  id === undefined
    ? ''
    : isId(id) || keepable(id) === id
      ? id
      : `#${createHash('sha256').update(id).digest('hex').slice(0, 10)}`

const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)
