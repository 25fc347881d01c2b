// SPDX-License-Identifier: Apache-2.0
/** Line icons of 24 × 24, drawn for this console; always beside a word, so hidden from screen readers. */
import type { ReactNode } from 'react'

const shapes = {
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8.5 15l2.5 2.5 4.5-5',
  requests: 'M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5',
  programme: 'M20 12a8 8 0 11-2.500-5.800M20 3.500v4.500h-4.500M8.500 12l2.500 2.500 4.500-5',
  promises: 'M6 3h9l4 4v14H6zM14 3v5h5M9 14l2.2 2.2L15.5 12',
  policy: 'M5 3h10l4 4v14H5zM15 3v4h4M8 11h8M8 14.500h8M8 18h5',
  notices: 'M3.500 6h17v12h-17zM3.500 7l8.500 6.500L20.500 7',
  persons: 'M12 4a3.500 3.500 0 110 7 3.500 3.500 0 010-7M5 20c0-4 3-6.500 7-6.500s7 2.500 7 6.500',
  recipients: 'M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4',
  standing: 'M4 21h16M6 21V9h12v12M3.500 9L12 3l8.500 6M10 21v-5h4v5M10 12.500h4',
  gate: 'M4 21V7l8-4 8 4v14M4 21h4M16 21h4M8 21v-9h8v9M12 12v9',
  inventory: 'M4 4h16v16H4zM4 9h16M4 14.500h16M9.500 4v16',
  ledger: 'M12 3l7 4v5M12 3L5 7v5M5 12v5l7 4 7-4v-5M5 12l7 4 7-4M12 16v5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4M4 12h16',
  catalog:
    'M12 3c4.400 0 8 1.300 8 3s-3.600 3-8 3-8-1.300-8-3 3.600-3 8-3M4 6v12c0 1.700 3.600 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3',
  check: 'M5 12.5l4.5 4.5L19 7',
  warning: 'M12 4l9 16H3zM12 10v5M12 17.6v.2',
  cross: 'M6 6l12 12M18 6L6 18',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16.4v.2',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 7v5l3.5 2',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 11v6M12 7.4v.2',
  dash: 'M6 12h12',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6',
  gear: 'M12 4v3M12 17v3M4 12h3M17 12h3M6.3 6.3l2.2 2.2M15.5 15.5l2.2 2.2M6.3 17.7l2.2-2.2M15.5 8.5l2.2-2.2M12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8M4.5 20c.8-4 3.8-6 7.5-6s6.700 2 7.5 6',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13M15.5 15.5L20.5 20.5',
  external: 'M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  undo: 'M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11h-3',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  refresh: 'M20 11a8 8 0 10-1.5 6M20 5v6h-6',
  key: 'M8 9.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9M11.5 11L20 3.5M16 7l3 3',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
} as const

/** Name of an icon. */
export type IconName = keyof typeof shapes

/** One icon in the colour of the text around it; `size` in pixels. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={shapes[name]} />
    </svg>
  )
}
