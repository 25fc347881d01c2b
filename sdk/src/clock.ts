// SPDX-License-Identifier: Apache-2.0

/** A moment on both clocks of the machine. */
export interface Moment {
  readonly steady: number
  readonly wall: number
}

/** Now. */
export const moment = (): Moment => ({ steady: performance.now(), wall: Date.now() })

/**
 * Milliseconds since a moment, by whichever clock says more: the steady one cannot be set back, and the wall's goes on
 * while a machine sleeps.
 */
export const since = ({ steady, wall }: Moment): number =>
  Math.max(performance.now() - steady, Date.now() - wall)

/** A timer that keeps no process alive. */
export function later(milliseconds: number, act: () => void): ReturnType<typeof setTimeout> {
  const timer = setTimeout(act, milliseconds)
  // In browsers and on the edge it is a number.
  if (typeof timer === 'object') timer.unref()
  return timer
}

/** Waits, or until the signal; where nobody waits for it, it keeps no process alive. */
export const pause = (milliseconds: number, signal: AbortSignal, awaited = false): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = awaited ? setTimeout(end, milliseconds) : later(milliseconds, end)
    signal.addEventListener('abort', end)
  })
