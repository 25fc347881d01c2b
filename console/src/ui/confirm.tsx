// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './failure.tsx'

/** A dialog that says what will happen before it happens; the focus stays inside, Escape leaves it undone. */
export function Confirm(props: {
  readonly opened: boolean
  readonly title: string
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy: boolean
  /** It has happened: there is nothing left to cancel. */
  readonly done?: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onConfirm: () => void
  readonly children: ReactNode
}): ReactNode {
  const { t } = useWords()
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm()
        }}
      >
        <Stack gap="md">
          {props.children}
          {Boolean(props.error) && <Failure error={props.error} />}
          <Group justify="flex-end" gap="sm">
            {!props.done && (
              <Button variant="default" onClick={props.onClose}>
                {t('dialog.cancel')}
              </Button>
            )}
            <Button
              type="submit"
              color={props.danger ? 'red' : 'blue'}
              loading={props.busy}
              disabled={props.disabled ?? false}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
