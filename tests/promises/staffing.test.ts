// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './world/world.ts'
import './gate/staffing.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

describe('the policy of a staffing group', () => {
  it('STF-7.1 shows when it was established, each revision and who signs for it, in both languages', async () => {
    const page = (language: string) => world.visitor.page(`/privacy/staffing/policy?lang=${language}`)
    const [ja, en] = [await page('ja'), await page('en')]
    for (const { status, html } of [ja, en]) {
      expect(status).toBe(200)
      for (const day of ['2009-04-01', '2017-05-30', '2022-04-01', '2026-04-01'])
        expect(html).toContain(`<time datetime="${day}">`)
    }
    expect(ja.words).toMatch(
      /制定日 2009年4月1日 改定日 2017年5月30日\s*、\s*2022年4月1日\s*、\s*2026年4月1日/,
    )
    expect(ja.words).toContain('代表取締役社長 春延 理人')
    expect(en.words).toMatch(/Rihito Harunobe, President/)
  })
})
