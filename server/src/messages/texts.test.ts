// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { htmlBody, plainBody } from './body.ts'
import { groundWords } from './grounds.ts'
import { writeMail, type MailKind, type MailValues } from './texts.ts'

const office = {
  name: 'みどり清掃株式会社',
  postalAddress: ['東京都渋谷区'],
  email: 'privacy@midori.example',
  telephone: '03-0000-0000',
}
const samples: { [K in MailKind]: MailValues[K] } = {
  'verification-code': { code: '482915', minutes: 15 },
  'request-received': {
    number: '2026-7K3M-Q9XD',
    receivedOn: '2026-11-21',
    dueOn: '2026-12-21',
    secret: 'ABCD-EFGH',
    followUrl: 'https://midori.example/follow',
  },
  'answer-ready': {
    number: '2026-7K3M-Q9XD',
    url: 'https://midori.example/d/xyz',
    expiresOn: '2026-12-05',
    contents: ['data.json', '開示書.pdf'],
    partial: true,
    followUrl: 'https://midori.example/follow',
  },
  'request-refused': {
    number: '2026-7K3M-Q9XD',
    ground: 'other-law',
    explanation: '<b>説明</b>',
    followUrl: 'https://midori.example/follow',
  },
  'policy-changed': {
    version: '2.0.0',
    effectiveOn: '2027-01-05',
    yearly: false,
    changes: [{ kind: 'service', summary: '<i>夜間の清掃</i>' }],
    url: 'https://midori.example/privacy/midori/policy/versions/2.0.0',
    compareUrl: 'https://midori.example/privacy/midori/policy/compare',
    acceptedByUse: true,
  },
}
const kinds = Object.keys(samples) as MailKind[]

describe.each(kinds)('the mail %s', (kind) => {
  const ja = writeMail(kind, 'ja', samples[kind], office)
  const en = writeMail(kind, 'en', samples[kind], office)

  it('says every value in both languages, in text and in HTML', () => {
    const values = Object.entries(samples[kind]).flatMap(([name, value]) =>
      typeof value === 'string' && !/On$|ground|explanation/.test(name) ? [value] : [],
    )
    for (const value of values) {
      for (const body of [plainBody(ja, 'ja'), plainBody(en, 'en'), htmlBody(ja, 'ja'), htmlBody(en, 'en')]) {
        expect(body).toContain(value)
      }
    }
  })

  it('is signed with the name and the contact', () => {
    expect(plainBody(ja, 'ja')).toMatch(/\n-- \nみどり清掃株式会社\n[^]*privacy@midori\.example\n$/)
  })

  it('has a subject without the code or the secret, which a locked telephone would show', () => {
    for (const { subject } of [ja, en]) expect(subject).not.toMatch(/482915|ABCD-EFGH/)
  })
})

it('writes days as people do', () => {
  const text = plainBody(writeMail('request-received', 'ja', samples['request-received'], office), 'ja')
  expect(text).toContain('回答期限：2026年12月21日')
})

it('names the ground of a refusal and escapes its explanation in HTML', () => {
  const mail = writeMail('request-refused', 'ja', samples['request-refused'], office)
  expect(plainBody(mail, 'ja')).toContain(groundWords['other-law'].ja)
  expect(htmlBody(mail, 'ja')).toContain('&#60;b&#62;説明')
})

it('keeps the lines of an explanation in HTML', () => {
  const values = { ...samples['request-refused'], explanation: '一行目\n二行目' }
  const shown = htmlBody(writeMail('request-refused', 'ja', values, office), 'ja')
  expect(shown).toMatch(/white-space:pre-line[^>]*>一行目\n二行目</)
})
