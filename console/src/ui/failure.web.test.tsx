// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../api.ts'
import { startLanguage, switchLanguage } from '../language.ts'
import { Failure } from './failure.tsx'

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
afterEach(cleanup)

const show = (error: unknown, retry?: () => void) =>
  render(
    <MantineProvider>
      <Failure error={error} {...(retry && { retry })} />
    </MantineProvider>,
  )

describe('a failure on the page', () => {
  it('tells what, what to do, the code and the number of a refusal', () => {
    const problem = { title: 'The link is used up.', detail: 'Ask for a new one.', instance: 'req-1' }
    show(new ApiError(410, 'accounts.link-invalid', problem))
    const said = screen.getByRole('alert').textContent
    for (const part of ['The link is used up.', 'Ask for a new one.', 'accounts.link-invalid', 'req-1']) {
      expect(said).toContain(part)
    }
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('offers to try again where that may help', () => {
    const retry = vi.fn()
    show(new ApiError(0, 'console.no-answer'), retry)
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  it('hides what a bug says behind a sentence for people, in the language that is on', async () => {
    await switchLanguage('ja')
    show(new TypeError('x is undefined'))
    expect(screen.getByRole('alert').textContent).toContain('画面を表示できませんでした。')
    expect(screen.getByRole('alert').textContent).not.toContain('undefined')
    await switchLanguage('en')
  })
})
