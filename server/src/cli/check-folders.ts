// SPDX-License-Identifier: Apache-2.0
import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPack, MAX_FILE_BYTES, type PackData, type PackFile } from '@yakusoku/core/packs'
import type { Sentence } from './terminal.ts'

/** The folder of packs that comes with the product. */
export const ownPacks = fileURLToPath(new URL('../../../packs', import.meta.url))

/** The files of a pack's folder, or why they cannot be read. */
export type FolderFiles = { files: PackFile[] } | { unreadable: Sentence }

/** Reads the files of a folder, hidden ones and folders left out; of one that is too large only its beginning. */
export function readPackFiles(folder: string): FolderFiles {
  try {
    const names = readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted()
    const files = names.filter(
      (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false,
    )
    if (files.length === 0) return { unreadable: emptyFolder(folder) }
    return { files: files.map((name) => ({ path: name, bytes: beginningOf(join(folder, name)) })) }
  } catch (error) {
    return { unreadable: reasonOf(folder, error as NodeJS.ErrnoException) }
  }
}

// A file above the limit is refused by its size, so that it is never held whole.
const MOST = 64 * MAX_FILE_BYTES

function beginningOf(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = new Uint8Array(Math.min(size, MOST))
    let length = 0
    for (let read = -1; length < bytes.length && read !== 0; length += read)
      read = readSync(file, bytes, { offset: length })
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

const emptyFolder = (folder: string): Sentence => ({
  en: `${folder}: there is no file in this folder. Put pack.yaml, policy.ja.md and policy.en.md into it, or name the folder that has them.`,
  ja: `${folder}: フォルダーにファイルがありません。pack.yaml、policy.ja.md、policy.en.md を置くか、それらのあるフォルダーを指定してください。`,
})

function reasonOf(folder: string, { code, path = folder }: NodeJS.ErrnoException): Sentence {
  if (code === 'ENOENT')
    return {
      en: `${folder}: there is no such folder. Check its name, and from where you run the command.`,
      ja: `${folder}: そのフォルダーはありません。名前と、コマンドを実行している場所を確かめてください。`,
    }
  if (code === 'ENOTDIR')
    return {
      en: `${folder}: this is a file. Name the folder of the pack: ${dirname(folder)}`,
      ja: `${folder}: これはファイルです。パックのフォルダーを指定してください: ${dirname(folder)}`,
    }
  if (code === 'EACCES' || code === 'EPERM')
    return {
      en: `${path}: you may not read it. Ask for permission to read, or copy the folder.`,
      ja: `${path}: 読み取りの権限がありません。権限を得るか、フォルダーを写してください。`,
    }
  return {
    en: `${path}: it cannot be read (${code ?? 'error'}). Check the disk and the folder.`,
    ja: `${path}: 読み取れません（${code ?? 'error'}）。ディスクとフォルダーを確かめてください。`,
  }
}

/**
 * The folders of packs that a command line means: a folder without a pack of its own stands for the packs inside it, one
 * or two folders down, and a file that `packs/*` brings along beside folders is left out, unless it is a pack's own.
 */
export function packFolders(paths: readonly string[]): string[] {
  const means = paths.filter((path) => {
    const own = /^(?:pack\.yaml|policy\.(?:ja|en)\.md)$/.test(basename(path))
    return !isFile(path) || own || paths.length === 1
  })
  const folders = means.flatMap((path) => {
    const inside = isPack(path) ? [] : packsIn(path, 2)
    return inside.length > 0 ? inside : [path]
  })
  // By where they lead, so that one named in two ways is checked once.
  return [...new Map(folders.toReversed().map((folder) => [resolve(folder), folder])).values()].toReversed()
}

const isPack = (folder: string): boolean => isFile(join(folder, 'pack.yaml'))

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function packsIn(folder: string, depth: number): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .toSorted()
      .flatMap((inside) => (isPack(inside) ? [inside] : depth > 1 ? packsIn(inside, depth - 1) : []))
  } catch {
    return []
  }
}

/** The law and standard packs that a folder's pack may extend: beside it, above it, and those of the product. */
export class LawShelf {
  readonly #byFolder = new Map<string, PackData | undefined>()

  /** Every pack on the shelf for a folder, the nearest first, each version once. */
  for(folder: string): PackData[] {
    const above = dirname(resolve(folder))
    const shelves = [above, dirname(above), ownPacks].flatMap((base) => [
      join(base, 'law'),
      join(base, 'std'),
    ])
    const folders = new Set(shelves.flatMap(foldersIn))
    const found = [...folders].flatMap((one) => this.#read(one) ?? [])
    const first = new Map(found.toReversed().map((pack) => [`${pack.id} ${pack.version}`, pack]))
    return found.filter((pack) => first.get(`${pack.id} ${pack.version}`) === pack)
  }

  #read(folder: string): PackData | undefined {
    if (!this.#byFolder.has(folder)) {
      const read = readPackFiles(folder)
      this.#byFolder.set(folder, 'files' in read ? loadPack(read.files).source?.data : undefined)
    }
    return this.#byFolder.get(folder)
  }
}

function foldersIn(shelf: string): string[] {
  try {
    return readdirSync(shelf, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => realpathSync(join(shelf, entry.name)))
      .toSorted()
  } catch {
    return []
  }
}
