// SPDX-License-Identifier: Apache-2.0
/** What the policy promises to do again and again: what waits, and what ended with which evidence. */
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Ended } from './ended.tsx'
import { Waiting } from './waiting.tsx'

/** The list of duties. */
export function Programme(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="duties:read" title={t('programme.title')}>
      <Page title={t('programme.title')} lead={t('programme.lead')}>
        <Waiting />
        <Ended />
      </Page>
    </Permitted>
  )
}
