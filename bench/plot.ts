// SPDX-License-Identifier: Apache-2.0
/** A line over a logarithmic axis, as SVG: enough to see whether it is flat. */

/** A curve: `x` grows by powers of ten, `y` begins at 0. */
export interface Plot {
  /** Name of the file, without `.svg`. */
  readonly file: string
  readonly title: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly unit: string
}

const [width, height, left, right, top, bottom] = [640, 300, 72, 48, 48, 40]

/** Draws the curve with its figures. */
export function drawn({ title, points, unit }: Plot): string {
  const decades = points.map(({ x }) => Math.log10(x))
  const [first, last] = [Math.min(...decades), Math.max(...decades)]
  const highest = niceAbove(Math.max(...points.map(({ y }) => y)))
  const across = (x: number): number =>
    left + ((Math.log10(x) - first) / (last - first)) * (width - left - right)
  const up = (y: number): number => height - bottom - (y / highest) * (height - top - bottom)
  const lines = [0, 0.25, 0.5, 0.75, 1].map((part) => part * highest)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="24" font-size="14" font-weight="bold">${title}</text>`,
    ...lines.map(
      (y) =>
        `<path d="M${left} ${up(y)}H${width - right}" stroke="#ddd"/><text x="${left - 8}" y="${up(y) + 4}" text-anchor="end">${y} ${unit}</text>`,
    ),
    `<polyline fill="none" stroke="#0017c1" stroke-width="2" points="${points.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(' ')}"/>`,
    ...points.map(({ x, y }) => {
      const [at, high] = [across(x).toFixed(1), up(y)]
      return `<circle cx="${at}" cy="${high.toFixed(1)}" r="3" fill="#0017c1"/><text x="${at}" y="${(high - 8).toFixed(1)}" text-anchor="middle">${Math.round(y)}</text><text x="${at}" y="${height - bottom + 20}" text-anchor="middle">${x.toLocaleString('en')}</text>`
    }),
    '</svg>',
    '',
  ].join('\n')
}

/** The next of 1, 2, 4, 10 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 10].map((one) => one * power).find((one) => one >= value) ?? value
}
