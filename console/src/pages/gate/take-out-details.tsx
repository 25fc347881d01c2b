// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TakeOutEntry } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Failure } from '../../ui/failure.tsx'
import { Particulars } from '../../ui/panel.tsx'
import classes from './reviews.module.css'
import { useDetails } from './take-out-calls.ts'

const shown = ['actor', 'destination', 'document', 'returnedBy', 'note'] as const

/** Who took it where and who brought it back; opened only when it is asked for, as that is recorded. */
export function TakeOutDetailsOf(props: { readonly entry: TakeOutEntry; readonly label: string }): ReactNode {
  const { t } = useWords()
  const details = useDetails(props.entry.id)
  if (details.data === undefined)
    return (
      <>
        {details.error && <Failure error={details.error} />}
        <p className={classes['line']}>
          <Button
            variant="default"
            aria-label={props.label}
            loading={details.isPending}
            onClick={() => details.mutate()}
          >
            {t('gate.takeOuts.show')}
          </Button>
          <span>{t('gate.takeOuts.showSays')}</span>
        </p>
      </>
    )
  const read = details.data
  return (
    <section aria-label={t('gate.takeOuts.sealed')} className={classes['wrote']}>
      {read === null ? (
        <p>{t('gate.takeOuts.erased')}</p>
      ) : (
        <Particulars
          items={shown.flatMap((name) => {
            const value = read[name]
            return value === null ? [] : ([[t(`gate.takeOuts.${name}`), value]] as const)
          })}
        />
      )}
    </section>
  )
}
