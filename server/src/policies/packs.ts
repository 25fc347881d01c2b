// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadPack, type Pack, type Problem } from '@yakusoku/core/packs'

const names = ['pack.yaml', 'policy.ja.md', 'policy.en.md']

/** A pack's folder read: the pack, or what is wrong with it. */
export interface PackFolder {
  readonly folder: string
  readonly pack: Pack | undefined
  readonly problems: readonly Problem[]
}

/** Reads the pack of one folder. Throws only when the folder itself cannot be read. */
export async function readPackFolder(folder: string): Promise<PackFolder> {
  const present = (await readdir(folder)).filter((name) => names.includes(name))
  const files = await Promise.all(
    present.map(async (name) => ({ path: name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
  const { pack, problems } = loadPack(files)
  return { folder, pack, problems }
}

/** Reads every organisation's pack below a folder (each a folder with a pack.yaml). */
export async function readPacks(root: string): Promise<PackFolder[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))
  const packs: PackFolder[] = []
  for (const folder of folders.sort()) {
    if ((await readdir(folder)).includes('pack.yaml')) packs.push(await readPackFolder(folder))
  }
  return packs
}
