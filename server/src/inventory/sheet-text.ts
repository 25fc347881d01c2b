// SPDX-License-Identifier: Apache-2.0

/** A text as it stands in a workbook, where `_x0041_` would be read as a letter: the underscore is itself escaped. */
export function escaped(value: string): string {
  return value.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}
