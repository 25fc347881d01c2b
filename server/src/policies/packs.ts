// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadPack, readText, type Pack, type Problem } from '@yakusoku/core/packs'
import { fileNames, type PolicyFiles } from './files.ts'

/** A pack's folder read: the pack, or what is wrong with it. */
export interface PackFolder {
  readonly folder: string
  /** The id that its pack.yaml gives, as far as that could be read. */
  readonly id: string | undefined
  readonly pack: Pack | undefined
  readonly problems: readonly Problem[]
  /** Its three files as text, where all are there and readable. */
  readonly files: PolicyFiles | undefined
}

/** Reads the pack of one folder. Throws only when the folder itself cannot be read. */
async function readPackFolder(folder: string): Promise<PackFolder> {
  const there = await readdir(folder)
  const present = fileNames.filter((name) => there.includes(name))
  const files = await Promise.all(
    present.map(async (name) => ({ path: name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
  const { pack, problems, source } = loadPack(files)
  const texts = files.map((file) => [file.path, readText(file).text] as const)
  const whole = texts.length === fileNames.length && texts.every(([, text]) => text !== undefined)
  return {
    folder,
    id: source?.data.id,
    pack,
    problems,
    files: whole ? (Object.fromEntries(texts) as unknown as PolicyFiles) : undefined,
  }
}

/**
 * Reads every pack below a folder: each a folder with a pack.yaml, law and standard packs one folder deeper. Throws,
 * with a sentence for whoever set it, where there is no such folder or no pack in it.
 */
export async function readPacks(root: string): Promise<PackFolder[]> {
  const folders = await foldersIn(root).catch((error: unknown) => {
    throw new Error(`フォルダー ${root} を読めません / the folder of packs cannot be read: ${root}`, {
      cause: error,
    })
  })
  const deeper = await Promise.all(folders.map(foldersIn))
  const packs: PackFolder[] = []
  for (const folder of [...folders, ...deeper.flat()].sort()) {
    if ((await readdir(folder)).includes('pack.yaml')) packs.push(await readPackFolder(folder))
  }
  if (packs.length === 0)
    throw new Error(
      `${root} にパックがありません / there is no pack in it; to start one: npx yakusoku init ${join(root, 'my-policy')}`,
    )
  return packs
}

async function foldersIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))
}
