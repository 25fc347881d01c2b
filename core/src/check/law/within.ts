// SPDX-License-Identifier: Apache-2.0

/** True when a Fides category is the other one or stands below it, by whole segments. */
export const isWithin = (key: string, parent: string): boolean =>
  key === parent || key.startsWith(`${parent}.`)
