// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../language.ts'
import { useWorking } from '../session.tsx'
import { Page } from './page.tsx'
import { Empty } from './panel.tsx'

/** An address without a page. */
export function NotFound(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  return (
    <Page title={t('notFound.title')}>
      <Empty title={t('notFound.what')}>
        <Link to={`/${organisation.id}/today`}>{t('notFound.home')}</Link>
      </Empty>
    </Page>
  )
}
