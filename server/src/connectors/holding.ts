// SPDX-License-Identifier: Apache-2.0
import type { Column } from './connector.ts'

/** The condition that one of the columns is there, as SQL of the engine that quotes so; always true for none. */
export const holds = (columns: readonly Column[] = [], quote: (name: string) => string): string =>
  columns.length === 0 ? '1 = 1' : `(${columns.map(({ name }) => `${quote(name)} is not null`).join(' or ')})`
