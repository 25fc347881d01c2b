// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit } from './support/visitor.ts'
import { label } from './support/words.ts'

const chromium = available('chromium')

describe.skipIf(chromium === undefined)('what a person said, at the desk', () => {
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('is found, recorded, taken back, and told as history', async () => {
    const staff = await visit(browser, { language: 'ja' })
    await operator.enter(staff, server.firstLink)
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/persons`)
    await page.getByLabel(label(words.persons.person)).fill('K-20418')
    await operator.button(staff, words.persons.look).click()
    await page.getByText(words.persons.nothing).waitFor()
    await inspect(staff, words.persons.title)
    await page.getByLabel(label(words.persons.channel)).selectOption('phone')
    await page.getByLabel(label(words.persons.evidence)).fill('通話 4711')
    await page.getByLabel(label(words.persons.what)).selectOption({ label: '同意: アンケート' })
    await operator.button(staff, words.persons.recordDo).click()
    const takeBack = page.getByRole('button', { name: /^取り消す：同意: アンケート$/ })
    await takeBack.waitFor()
    await page.getByText('通話 4711').waitFor()
    await inspect(staff, words.persons.title)
    await takeBack.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(words.persons.takeBackSays.consents).waitFor()
    await inspect(staff, words.persons.title)
    await dialog.getByLabel(label(words.persons.channel)).selectOption('post')
    await dialog.getByRole('button', { name: words.persons.takeBack, exact: true }).click()
    await page.getByText(words.personFact['consent.withdrawn']).waitFor()
    await page.getByText(words.persons.noneStands).waitFor()
    await page.getByRole('listitem').filter({ hasText: words.personChannel.post }).waitFor()
  })
})
