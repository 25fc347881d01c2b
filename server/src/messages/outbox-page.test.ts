// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { OutboxMail } from './mail.ts'
import { outboxPage } from './outbox-page.ts'

const mail = (changes: Partial<OutboxMail> = {}): OutboxMail => ({
  id: '01',
  kind: 'verification-code',
  language: 'ja',
  state: 'waiting',
  queuedAt: '2026-11-21T03:04:05Z',
  from: { name: 'みどり清掃', address: 'privacy@midori.example' },
  to: 'hanako@kaede.example',
  subject: '確認コードのお知らせ',
  text: '次のアドレス https://midori.example/a?b=1&c=2 です。\n<script>alert(1)</script>',
  html: '<script>alert(1)</script>',
  attachments: [],
  ...changes,
})
const place = { name: 'Yakusoku', path: '/demonstration/outbox' }

describe('the outbox page', () => {
  it('shows recipient, subject, Japanese time and text, with its links and none of its markup', () => {
    const shown = outboxPage([mail()], 'ja', place)
    for (const part of ['確認コードのお知らせ', 'hanako@kaede.example', '2026-11-21 12:04:05']) {
      expect(shown).toContain(part)
    }
    expect(shown).toContain('<a href="https://midori.example/a?b&#61;1&#38;c&#61;2">')
    expect(shown).toContain('&#60;script&#62;')
    expect(shown).not.toContain('<script>')
  })

  it('opens the newest mail and keeps what was searched for', () => {
    const shown = outboxPage([mail({ id: '02' }), mail()], 'en', { ...place, search: 'hana"ko' })
    expect(shown.match(/<details[^>]* open/g)).toHaveLength(1)
    expect(shown).toContain('value="hana&#34;ko"')
    expect(shown).toContain('Mails, newest first: 2')
  })

  it('says when there is nothing', () => {
    expect(outboxPage([], 'ja', place)).toContain('メールはありません。')
  })
})
