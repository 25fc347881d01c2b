// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MapFile } from '@yakusoku/core/datamap'

/** One byte more than a map may have is enough to have it refused. */
const MOST = 4 * 1024 * 1024 + 1

const readStart = (path: string): Uint8Array => {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(statSync(path).size, MOST))
    return buffer.subarray(0, readSync(file, buffer))
  } finally {
    closeSync(file)
  }
}

/** Reads map files, and of folders every .yml and .yaml at any depth; paths that lead nowhere are listed. */
export const readMapFiles = (paths: readonly string[]): { files: MapFile[]; missing: string[] } => {
  const missing: string[] = []
  const read = new Set<string>()
  const visit = (path: string): MapFile[] => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile()) {
      // A file named beside its folder, or twice, is one map.
      const real = realpathSync(path)
      if (read.has(real)) return []
      read.add(real)
      return [{ name: path, content: readStart(path) }]
    }
    if (!found?.isDirectory()) {
      missing.push(path)
      return []
    }
    const inside = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    return inside.flatMap((entry) => {
      if (entry.name.startsWith('.')) return []
      return entry.isDirectory() || /\.ya?ml$/i.test(entry.name) ? visit(join(path, entry.name)) : []
    })
  }
  const files = paths.flatMap((path) => {
    const known = read.size
    const inside = visit(path)
    if (!inside.length && !missing.includes(path) && !(known && statSync(path).isFile())) missing.push(path)
    return inside
  })
  return { files, missing }
}
