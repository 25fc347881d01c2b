// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Failure } from './failure.tsx'

/** A dialog that says what will happen before it happens; the focus stays inside, Escape leaves it undone. */
export function Confirm(props: {
  readonly opened: boolean
  readonly title: string
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onConfirm: () => void
  readonly children: ReactNode
}): ReactNode {
  const { t } = useWords()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm()
        }}
      >
        <Stack gap="md">
          {props.children}
          {props.error != null && <Failure error={props.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {t('dialog.cancel')}
            </Button>
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
    </Modal>
  )
}
