// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { makeSecretFile, newSecret, operatorError, refuseReadable, text } from '../kernel/index.ts'

const leastCharacters = 32

/**
 * Reads the secret that signs sessions and encrypts second factors; makes the file where there is none. Throws on one
 * that is too short to be a secret: the library would take its own, publicly known one in place of an empty one.
 */
export function sessionSecretFile(file: string): string {
  makeSecretFile(file, newSecret(36))
  refuseReadable(file, text('セッションの秘密', 'session secret'))
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < leastCharacters)
    throw operatorError(
      `セッションの秘密 ${file} が壊れています。控えを戻してください。控えがなければ削除し、担当者一人ずつに回復用のリンクを作ってください（npx yakusoku operator link EMAIL）。`,
      `the session secret ${file} is damaged: put back a copy of it; without one remove it, and make each operator a recovery link (npx yakusoku operator link EMAIL)`,
    )
  return secret
}
