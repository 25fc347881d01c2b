// SPDX-License-Identifier: Apache-2.0
import type { VersionSummary } from 'yakusoku/contract'
import { useWords } from '../../language.ts'

type Actor = VersionSummary['publishedBy']

/** Names who acted: an operator by name, others by what they are. */
export function useWho(): (actor: Actor) => string {
  const { t } = useWords()
  return ({ kind, name }) => {
    if (kind === 'operator') return name
    return kind === 'token' || kind === 'system' || kind === 'command' ? t(`actor.${kind}`) : kind
  }
}
