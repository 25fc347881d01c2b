// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Visitor } from './visitor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const phone = { width: 360, height: 740 }
const heavy = ['serious', 'critical']

/**
 * Looks a page over, for everybody who comes: language, title, one first heading, phone width, and no serious or
 * critical violation of WCAG. Goes on after a fault, so that one run tells them all.
 */
export async function inspect(visitor: Visitor, title: string): Promise<void> {
  const { page, language } = visitor
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await expect.poll(() => page.title()).toContain(title)
  const at = `${language} ${new URL(page.url()).pathname.replaceAll(/[\w-]{30,}/g, '…')} “${title}”`
  expect.soft(await page.evaluate<string>('document.documentElement.lang'), `${at}: language`).toBe(language)
  expect.soft(await page.getByRole('heading', { level: 1 }).count(), `${at}: first headings`).toBe(1)
  expect.soft(await widerThanPhone(page), `${at}: wider than a phone`).toEqual([])
  expect.soft(await violations(visitor), `${at}: accessibility`).toEqual([])
}

/** Elements that make the page scroll sideways at phone width; empty when it does not. */
async function widerThanPhone(page: Page): Promise<string[]> {
  const desk = page.viewportSize()
  await page.setViewportSize(phone)
  try {
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width <= phone.width) return []
    const culprits = await page.evaluate<string[]>(`[...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > ${phone.width + 1})
      .map((one) => one.tagName.toLowerCase() + '.' + one.className)`)
    return [`${width} px`, ...culprits.slice(0, 8)]
  } finally {
    if (desk) await page.setViewportSize(desk)
  }
}

/** What axe-core finds serious or critical, each with its place. */
async function violations(visitor: Visitor): Promise<string[]> {
  const { page } = visitor
  if (visitor.script) return found(page)
  // axe-core is a script: a page without script is looked at as a copy under the same address.
  const copy = await copyOf(visitor)
  const [url, body] = [page.url(), await page.content()]
  await copy.route(url, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await copy.goto(url)
  try {
    return await found(copy)
  } finally {
    await copy.unroute(url)
  }
}

const copies = new WeakMap<Visitor, Page>()

/** The window in which copies of a visitor's pages are looked at. */
async function copyOf(visitor: Visitor): Promise<Page> {
  const known =
    copies.get(visitor) ?? (await visitor.context.browser()?.newPage({ locale: visitor.language }))
  if (known === undefined) throw new Error('the browser is gone')
  copies.set(visitor, known)
  return known
}

async function found(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe)
  const results = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`)
  return results.violations.flatMap(({ id, impact, nodes }) =>
    heavy.includes(impact ?? '')
      ? nodes.map(({ target, any, all }) => `${id} ${target.join(' ')} ${[...any, ...all][0]?.message ?? ''}`)
      : [],
  )
}
