// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Icon } from '../icons.tsx'

/** Covers the page when the session ended while somebody worked: it hides what they read, and keeps what they typed. */
export function SessionEnded({ again }: { readonly again: () => void }): ReactNode {
  const { t } = useWords()
  return (
    <Modal
      fullScreen
      opened
      onClose={again}
      withCloseButton={false}
      closeOnEscape={false}
      zIndex={1_000}
      aria-labelledby="session-ended"
    >
      <Stack maw="36rem" mx="auto" mt="15vh" gap="md">
        <h1 id="session-ended">{t('ended.title')}</h1>
        <p>{t('ended.says')}</p>
        <Group gap="sm">
          <Button
            component="a"
            size="md"
            href="/console/sign-in"
            target="_blank"
            rel="noopener"
            leftSection={<Icon name="external" />}
          >
            {t('ended.signIn')}
          </Button>
          <Button size="md" variant="default" onClick={again}>
            {t('ended.again')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
