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

/** Reads map files, and of folders every .yml and .yaml at any depth, each once; paths that lead nowhere are listed. */
export const readMapFiles = (paths: readonly string[]): { files: MapFile[]; missing: string[] } => {
  // A file named twice, or beside its folder, is one map.
  const files = new Map<string, MapFile>()
  const visit = (path: string): boolean => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile()) {
      const real = realpathSync(path)
      if (!files.has(real)) files.set(real, { name: path, content: readStart(path) })
      return true
    }
    if (!found?.isDirectory()) return false
    const inside = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    return inside
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => (entry.isDirectory() || /\.ya?ml$/i.test(entry.name)) && visit(join(path, entry.name)))
      .includes(true)
  }
  const missing = paths.filter((path) => {
    try {
      return !visit(path)
    } catch {
      return true
    }
  })
  return { files: [...files.values()], missing }
}
