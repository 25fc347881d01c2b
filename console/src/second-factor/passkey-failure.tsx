// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useWords } from '../language.ts'
import { Failure } from '../ui/failure.tsx'

/** Why a passkey did not do: the server's refusal, or that the browser's question was left unanswered. */
export function PasskeyFailure({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useWords()
  if (error instanceof ApiError) return <Failure error={error} />
  return <p role="alert">{t('signIn.passkeyCancelled')}</p>
}
