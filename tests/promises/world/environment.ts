// SPDX-License-Identifier: Apache-2.0
import { ahead } from './later.ts'

/** Environment of a process whose clock runs ahead. */
export const inTheFuture: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=${new URL('./later.ts', import.meta.url).href}`,
  YAKUSOKU_TESTS_LATER: 'yes',
}

/** The server's time now. */
export const serverTime = (): Date => new Date(Date.now() + ahead)

/** The server's day in Japan, or so many days from it, YYYY-MM-DD. */
export const day = (later = 0): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(
    new Date(serverTime().getTime() + later * 86_400_000),
  )
