// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
/** x. */
export function Settings(): ReactNode {
  return null
}
