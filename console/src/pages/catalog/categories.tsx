// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { CatalogCategory } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel, Particulars } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import classes from './catalog.module.css'
import { useCategories } from './queries.ts'

const looks: Readonly<Record<CatalogCategory['state'], readonly [Tone, IconName]>> = {
  found: ['good', 'check'],
  elsewhere: ['info', 'info'],
  'not-found': ['warn', 'warning'],
  unknown: ['plain', 'dash'],
}

/** Each category of the policy: where it is, what it is for, how long it is kept, who gets it. */
export function Categories(): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const categories = useCategories(organisation.id)
  const [words, setWords] = useState('')
  const sought = words.normalize('NFKC').toLowerCase()
  return (
    <>
      <search className={classes['filters']}>
        <TextInput
          type="search"
          label={t('catalog.searchCategory')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </search>
      <Loaded query={categories} lines={6}>
        {(list) => {
          const found = list.filter(({ id, name }) =>
            `${id} ${name.ja} ${name.en}`.normalize('NFKC').toLowerCase().includes(sought),
          )
          return (
            <>
              {found.length === 0 && (
                <Panel title={t('catalog.part.categories')}>
                  <Empty title={t('catalog.noFields')}>{t('catalog.noFieldsWhy')}</Empty>
                </Panel>
              )}
              {found.map((category) => (
                <Panel
                  key={category.id}
                  id={category.id}
                  title={say(category.name)}
                  aside={<State category={category} />}
                >
                  <Category category={category} />
                </Panel>
              ))}
            </>
          )
        }}
      </Loaded>
    </>
  )
}

function State({ category }: { readonly category: CatalogCategory }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = looks[category.state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`catalog.categoryState.${category.state}`)}
    </Badge>
  )
}

function Category({ category }: { readonly category: CatalogCategory }): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const names = (list: readonly { name: { ja: string; en: string } }[]) =>
    list.length === 0 ? t('catalog.nothing') : list.map(({ name }) => say(name)).join(t('list.comma'))
  const kept = category.retention.map((one) => `${say(one.name)} (${one.rule})`).join(t('list.comma'))
  return (
    <>
      <div className={classes['particulars']}>
        <Particulars
          items={[
            [t('catalog.where'), <Where key="where" category={category} />],
            [t('catalog.usedFor'), names(category.purposes)],
            [t('catalog.howLong'), kept || t('catalog.nothing')],
            [t('catalog.whoGets'), names(category.recipients)],
            [t('catalog.comesBy'), names(category.channels)],
            [t('catalog.about'), names(category.subjects)],
          ]}
        />
      </div>
      <p className={classes['line']}>
        {category.handling.map((one) => (
          <Badge key={one} tone="info">
            {t(`catalog.handling.${one as 'restricted'}`, one)}
          </Badge>
        ))}
        <PromiseLinks promises={category.promises} />
        {category.drift > 0 && (
          <Link to={`/${organisation.id}/catalog/drift`}>
            {t('catalog.openDrift', { count: category.drift })}
          </Link>
        )}
      </p>
    </>
  )
}

function Where({ category }: { readonly category: CatalogCategory }): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  if (category.elsewhere !== null && category.systems.length === 0) {
    return `${t(`catalog.form.${category.elsewhere.form}`)}${t('list.comma')}${category.elsewhere.place ?? ''}`
  }
  if (category.systems.length === 0) return t(`catalog.categoryState.${category.state}`)
  return (
    <ul className={classes['plainList']}>
      {category.systems.map(({ source, fields, rows }) => (
        <li key={source}>
          <Link
            to={`/${organisation.id}/catalog/fields?source=${encodeURIComponent(source)}&category=${category.id}`}
          >
            {source}
          </Link>{' '}
          {t('catalog.whereFields', { count: fields.length, rows: (rows ?? 0).toLocaleString(language) })}
        </li>
      ))}
    </ul>
  )
}
