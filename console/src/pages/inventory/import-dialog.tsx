// SPDX-License-Identifier: Apache-2.0
import { Button, Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { InventoryImport } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { ImportReport } from './import-report.tsx'
import classes from './inventory.module.css'
import { useImport } from './queries.ts'

/** Brings an edited workbook in: its changes are shown, and applied once somebody says so. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const compare = useImport(organisation.id)
  const apply = useImport(organisation.id)
  const [file, setFile] = useState<File | null>(null)
  const report = compare.data
  return (
    <Dialog opened title={t('inventory.import')} onClose={onClose}>
      <Stack gap="md">
        <div className={classes['file']}>
          <label htmlFor="inventory-file">{t('inventory.file')}</label>
          <input
            id="inventory-file"
            type="file"
            accept=".xlsx"
            aria-describedby="inventory-file-says"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null)
              compare.reset()
              apply.reset()
            }}
          />
          <p id="inventory-file-says" className={classes['small']}>
            {t('inventory.fileSays')}
          </p>
        </div>
        {compare.error && <Failure error={compare.error} />}
        {apply.error && <Failure error={apply.error} />}
        {report && <ImportReport report={report} />}
        <div>
          {!report && (
            <Button
              disabled={file === null}
              loading={compare.isPending}
              onClick={() => file && compare.mutate({ file })}
            >
              {t('inventory.compare')}
            </Button>
          )}
          {report && isApplicable(report) && (
            <Button
              loading={apply.isPending}
              onClick={() =>
                file &&
                apply.mutate(
                  { file, confirm: report.digest },
                  {
                    onSuccess: () => {
                      announce(t('inventory.applied'))
                      onClose()
                    },
                  },
                )
              }
            >
              {t('inventory.apply')}
            </Button>
          )}
        </div>
      </Stack>
    </Dialog>
  )
}

function isApplicable({ added, changed, removed, refused }: InventoryImport): boolean {
  return refused.length === 0 && added.length + changed.length + removed.length > 0
}
