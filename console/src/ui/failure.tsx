// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useWords, type Translate } from '../language.ts'
import classes from './failure.module.css'
import { Icon } from './icons.tsx'

/** The sentence a person reads first about a failure, and the one about what to do. */
function wordsOfFailure(error: unknown, t: Translate): { title: string; remedy: string } {
  if (!(error instanceof ApiError)) return { title: t('failure.page'), remedy: t('failure.pageRemedy') }
  if (error.status === 0) return { title: t('failure.noAnswer'), remedy: t('failure.noAnswerRemedy') }
  if (error.code === 'console.unreadable') {
    return { title: t('failure.unreadable', { status: error.status }), remedy: t('failure.unreadableRemedy') }
  }
  return { title: error.message || t('failure.refused'), remedy: error.remedy }
}

/** A failure told in full: what, what to do, its code and number, and a way to try again. */
export function Failure({
  error,
  retry,
}: {
  readonly error: unknown
  readonly retry?: () => void
}): ReactNode {
  const { t } = useWords()
  const { title, remedy } = wordsOfFailure(error, t)
  const box = useRef<HTMLDivElement>(null)
  // It may stand above or below what is seen of a long form.
  useEffect(() => {
    // Newer browsers answer with a promise, which must not be taken for an effect's end.
    box.current?.scrollIntoView?.({ block: 'nearest' })
  }, [error])
  return (
    <div role="alert" className={classes['box']} ref={box}>
      <Icon name="stop" size={24} />
      <div className={classes['words']}>
        <Text fw={700}>{title}</Text>
        {remedy && <Text>{remedy}</Text>}
        {error instanceof ApiError && <Particulars error={error} />}
        {retry && (
          <Group mt="sm">
            <Button variant="default" onClick={retry} leftSection={<Icon name="refresh" size={18} />}>
              {t('failure.retry')}
            </Button>
          </Group>
        )}
      </div>
    </div>
  )
}

function Particulars({ error }: { readonly error: ApiError }): ReactNode {
  const { t } = useWords()
  return (
    <>
      {error.places.length > 0 && (
        <ul className={classes['places']}>
          {error.places.map(({ at, message }) => (
            <li key={at + message}>
              <code>{at}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed" className={classes['numbers']}>
        {t('failure.code')} <code>{error.code}</code>
        {error.requestId && (
          <>
            {' / '}
            {t('failure.number')} <code>{error.requestId}</code>
          </>
        )}
      </Text>
    </>
  )
}
