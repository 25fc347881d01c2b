// SPDX-License-Identifier: Apache-2.0
import type { GateChoices } from 'yakusoku/contract'
import { useWords, type Text } from '../../language.ts'

type Named = readonly { readonly id: string; readonly name: Text }[]

/** Names of what questions hold ids of; an id that is no longer there stands for itself. */
export function useNames(choices: GateChoices | undefined) {
  const { say } = useWords()
  const among =
    (...lists: readonly (Named | undefined)[]) =>
    (id: string): string => {
      const found = lists.flatMap((list) => list ?? []).find((one) => one.id === id)
      return found ? say(found.name) : id
    }
  return {
    role: among(choices?.roles),
    category: among(choices?.categories),
    purpose: among(choices?.purposes),
    recipient: among(choices?.receivers, choices?.recipients),
    ground: among(choices?.grounds),
    other: among(choices?.others),
  }
}

/** Shape of {@link useNames}. */
export type Names = ReturnType<typeof useNames>

/** The name of what decided, `kind:id`; what has none stands as it is written. */
export function nameOf(reference: string, names: Names): string {
  const [kind = '', id = ''] = reference.split(':')
  return Object.hasOwn(names, kind) ? names[kind as keyof Names](id) : names.other(reference)
}
