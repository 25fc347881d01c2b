#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander'
import { registerCheck } from './cli/check.ts'
import { registerDecide } from './cli/decide.ts'
import { registerDiff } from './cli/diff.ts'
import { registerDisclose } from './cli/disclose.ts'
import { registerInit } from './cli/init.ts'
import { registerInventory } from './cli/inventory.ts'
import { registerMap } from './cli/map.ts'
import { registerPromises } from './cli/promises.ts'
import { registerServerCommands } from './cli/server.ts'
import { commandLineError, terminalLanguage } from './cli/terminal.ts'
import { verifyCommand } from './cli/verify.ts'
import { preferredLanguage } from './kernel/index.ts'

// A reader that has enough and goes, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const program = new Command('yakusoku')
program
  .description('every promise of a privacy policy, operated and proven / 約束を動かし、証明する')
  .version('0.1.0')
  .showHelpAfterError('(yakusoku --help)')
  .configureOutput({ outputError: (text, write) => write(commandLineError(text)) })

program
  .command('verify <file>')
  .description('verify an exported ledger or a receipt offline / 台帳や控えをオフラインで検証する')
  .option(
    '--witness <checkpoint...>',
    'checkpoints somebody else kept, as files / ほかの人が保管したチェックポイントのファイル',
  )
  .option(
    '--key <vkey>',
    'the verifier key you trust, or a file that holds it / 信頼する検証鍵、またはそれを入れたファイル',
  )
  .option('--json', 'print the report as JSON / 報告を JSON で出す')
  .option('--lang <language>', 'ja or en: language of the report / 報告の言語', terminalLanguage())
  .action(
    async (file: string, options: { witness?: string[]; key?: string; json?: boolean; lang: string }) => {
      const { witness = [], key, json = false } = options
      const lang = preferredLanguage(options.lang, terminalLanguage())
      process.exitCode = await verifyCommand(file, {
        witness,
        json,
        lang,
        ...(key === undefined ? {} : { key }),
      })
    },
  )
registerCheck(program)
registerDecide(program)
registerDiff(program)
registerDisclose(program)
registerInit(program)
registerInventory(program)
registerMap(program)
registerPromises(program)
registerServerCommands(program)

program.parseAsync().catch((error: unknown) => {
  // Who reads the output has seen enough, as `| head` has.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
