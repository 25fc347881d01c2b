// SPDX-License-Identifier: Apache-2.0
import { create } from 'qrcode'
import type { ReactNode } from 'react'
import classes from './second-factor.module.css'

/** A text as a QR code, drawn here as one SVG path; nothing of it leaves the browser. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const quiet = 4
  const squares = [...data.keys()]
    .filter((at) => data[at])
    .map((at) => `M${(at % size) + quiet} ${Math.floor(at / size) + quiet}h1v1h-1z`)
  const whole = size + 2 * quiet
  return (
    <svg
      className={classes['qr']}
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={squares.join('')} fill="#000" />
    </svg>
  )
}
