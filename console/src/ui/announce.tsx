// SPDX-License-Identifier: Apache-2.0
import { VisuallyHidden } from '@mantine/core'
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react'
import classes from './announce.module.css'
import { Icon } from './icons.tsx'

const Announcing = createContext<(message: string) => void>(() => undefined)

/** Says that something was done, to the eye for a while and to the ear at once. */
export function useAnnounce(): (message: string) => void {
  return use(Announcing)
}

const shownFor = 6_000

/** The one place of the page where results are said. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [said, setSaid] = useState<{ message: string; turn: number } | null>(null)
  const announce = useCallback((message: string) => {
    const turn = Date.now()
    setSaid({ message, turn })
    setTimeout(() => setSaid((now) => (now?.turn === turn ? null : now)), shownFor)
  }, [])
  return (
    <Announcing value={useMemo(() => announce, [announce])}>
      {children}
      <VisuallyHidden role="status" aria-live="polite">
        {said?.message}
      </VisuallyHidden>
      {said && (
        <div className={classes['toast']} aria-hidden="true" key={said.turn}>
          <Icon name="check" />
          {said.message}
        </div>
      )}
    </Announcing>
  )
}
