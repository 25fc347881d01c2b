// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next'
import { useWords, type Translate } from '../../language.ts'

type ReasonKey = Extract<Parameters<Translate>[0], `gate.reason.${string}`>

/** Names of reasons; one that a newer server knows stands for itself. */
export function useReasonNames(): (reason: string) => string {
  const { t } = useWords()
  return (reason) => {
    const key = `gate.reason.${reason}`
    return i18next.exists(key) ? t(key as ReasonKey) : reason
  }
}
