// SPDX-License-Identifier: Apache-2.0

/** Files that may be longer than the rest, and why; nothing else may. */
export const allowedLength: Readonly<Record<string, { readonly lines: number; readonly why: string }>> = {}

/** Dependencies that no file imports by name, and why they stand in a package.json. */
export const unusedByImport: Readonly<Record<string, string>> = {
  '@better-auth/core': 'better-auth names it as a peer: pinned to one version with its family',
  '@better-auth/utils': 'as @better-auth/core',
  '@better-fetch/fetch': 'as @better-auth/core',
  'better-call': 'as @better-auth/core',
}

/** Files that enter a folder beside its door: `cli.ts` is itself the door of cli, and one bench measures a command. */
export const openedAside: Readonly<Record<string, string>> = {
  'server/src/cli.ts': 'cli',
  'bench/verify.ts': 'cli',
}
