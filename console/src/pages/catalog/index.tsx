// SPDX-License-Identifier: Apache-2.0
/** What the connected systems hold, where that differs from what is promised, and what is decided about it. */
import { lazy, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Parts } from '../../ui/parts.tsx'
import { Categories } from './categories.tsx'
import { DriftList } from './drift.tsx'
import { Fields } from './fields.tsx'
import { Systems } from './systems.tsx'

// Reviewing a map needs to read YAML, which nobody else does.
const Connect = lazy(async () => ({ default: (await import('./connect.tsx')).Connect }))

const parts = {
  systems: Systems,
  drift: DriftList,
  fields: Fields,
  categories: Categories,
  connect: Connect,
} as const
const shownInBar = ['systems', 'drift', 'fields', 'categories'] as const

/** The page of the catalog, in its parts. */
export function Catalog(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="sources:read" title={t('catalog.title')}>
      <Opened />
    </Permitted>
  )
}

function Opened(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { part = 'systems' } = useParams()
  if (!Object.hasOwn(parts, part)) return <NotFound />
  const Shown = parts[part as keyof typeof parts]
  return (
    <Page title={t('catalog.title')} lead={t('catalog.lead')}>
      <Parts
        label={t('catalog.parts')}
        base={`/${organisation.id}/catalog`}
        shown={part}
        parts={shownInBar.map((one) => ({ part: one, name: t(`catalog.part.${one}`) }))}
      />
      <Shown />
    </Page>
  )
}
