// SPDX-License-Identifier: Apache-2.0
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Failure } from './failure.tsx'

/** Grey bars where lines will stand, and the word for those who hear the page. */
export function Loading({
  lines = 4,
  height = 56,
}: {
  readonly lines?: number
  readonly height?: number
}): ReactNode {
  const { t } = useWords()
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} aria-hidden="true" />
      ))}
    </Stack>
  )
}

/** What a query has: its skeleton, its failure with a retry, or its data, below the failure to read it anew. */
export function Loaded<T>(props: {
  readonly query: UseQueryResult<T>
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}): ReactNode {
  const { data, error, refetch } = props.query
  if (error && data === undefined) return <Failure error={error} retry={() => void refetch()} />
  if (data === undefined) return <Loading lines={props.lines ?? 4} />
  return (
    <>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {props.children(data)}
    </>
  )
}
