// SPDX-License-Identifier: Apache-2.0
// Preloaded into the server and its command line: their clock runs `daysAhead` days ahead of the machine's, so that
// the packs are in force for more than a year and what is due every year is due.

/** So far ahead the server's clock runs. */
export const daysAhead = 200

/** In milliseconds. */
export const ahead = daysAhead * 86_400_000

if (process.env['YAKUSOKU_TESTS_LATER'] === 'yes') {
  const { now } = Date
  const later = () => now() + ahead
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [later()] : given, newTarget),
    get: (target, name, receiver) => (name === 'now' ? later : Reflect.get(target, name, receiver)),
  })
}
