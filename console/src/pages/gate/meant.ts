// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** The heading of the item that the address names behind its `#`: it is shown and gets the focus. */
export function useMeant(id: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { hash } = useLocation()
  const meant = hash === `#${id}`
  useEffect(() => {
    if (!meant) return
    heading.current?.focus()
    heading.current?.scrollIntoView?.({ block: 'center' })
  }, [meant])
  return heading
}
