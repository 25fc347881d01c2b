// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import { Compare } from './code/compare.tsx'
import { fileNames, type FileName, type Files } from './queries.ts'

/** Two states of the files side by side, one file at a time; the first that differs is shown first. */
export function Comparison(props: {
  readonly title: string
  readonly before: Files
  readonly after: Files
  readonly aside?: ReactNode
}): ReactNode {
  const { t } = useWords()
  const { before, after } = props
  const differing = fileNames.filter((name) => before[name] !== after[name])
  const [chosen, choose] = useState<FileName>(differing[0] ?? 'policy.ja.md')
  return (
    <Panel title={props.title} aside={props.aside}>
      <NativeSelect
        label={t('policy.file')}
        mb="md"
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value as FileName)}
        data={fileNames.map((name) => ({
          value: name,
          label: `${t(`policyFile.${name}`)}${differing.includes(name) ? ' *' : ''}`,
        }))}
      />
      {before[chosen] === after[chosen] && <p>{t('policy.same')}</p>}
      <Compare file={chosen} before={before[chosen]} after={after[chosen]} />
    </Panel>
  )
}
