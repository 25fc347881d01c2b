// SPDX-License-Identifier: Apache-2.0
/** What was provided to third parties and received from them: the list, its search and its export. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { RecordChoices, RecordSearch } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { useChoices } from './calls.ts'
import { ExportDialog } from './export-dialog.tsx'
import { Filters } from './filters.tsx'
import { RecordList } from './list.tsx'

/** The page of records of provision and receipt. */
export function Recipients(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="recipients:read" title={t('recipients.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const choices = useChoices()
  const [search, setSearch] = useState<RecordSearch>({})
  const [exporting, setExporting] = useState(false)
  return (
    <Page
      title={t('recipients.title')}
      lead={t('recipients.lead')}
      actions={<Actions choices={choices.data} onExport={() => setExporting(true)} />}
    >
      <Loaded query={choices} lines={5}>
        {(read) =>
          read.law === null ? (
            <Panel title={t('recipients.records')}>
              <Empty title={t('recipients.noLaw')}>{t('recipients.noLawWhy')}</Empty>
            </Panel>
          ) : (
            <>
              <Filters onSearch={setSearch} />
              <RecordList search={search} choices={read} />
            </>
          )
        }
      </Loaded>
      {exporting && <ExportDialog search={search} onClose={() => setExporting(false)} />}
    </Page>
  )
}

function Actions(props: {
  readonly choices: RecordChoices | undefined
  readonly onExport: () => void
}): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (!props.choices?.law) return null
  return (
    <>
      {can('recipients:write') && (
        <Button component={Link} to={`/${organisation.id}/recipients/new`}>
          {t('recipients.new')}
        </Button>
      )}
      <Button variant="default" leftSection={<Icon name="download" />} onClick={props.onExport}>
        {t('recipients.export')}
      </Button>
      <Button variant="default" onClick={() => window.print()}>
        {t('recipients.print')}
      </Button>
    </>
  )
}
