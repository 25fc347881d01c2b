// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import type { Disclosure, Letter } from './documents.ts'
import { available } from '../../../tests/support/available.ts'
import { createPrinter, PrintingFailed } from './printer.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'yakusoku-pdf-'))
const printer = createPrinter()
afterAll(() => {
  printer.close()
  rmSync(folder, { recursive: true })
})

/** The text of a PDF on one line: how it is laid out is not what is asked here. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const file = join(folder, 'document.pdf')
  writeFileSync(file, pdf)
  const { stdout } = await run('pdftotext', ['-raw', file, '-'], { maxBuffer: 64_000_000 })
  return stdout.replace(/\s+/g, ' ')
}

const organisation = {
  name: 'みどり清掃株式会社',
  department: '個人情報相談窓口',
  email: 'privacy@midori.example',
}
const person = { name: '髙﨑 𠮷子' }
const disclosure = (value: string, language: 'ja' | 'en' = 'ja', rows = 1): Disclosure => ({
  language,
  organisation,
  request: { number: 'R-42', receivedOn: '2026-11-01' },
  issuedOn: '2026-11-21',
  person,
  collections: [
    {
      source: '業務システム',
      title: '訪問記録',
      categories: ['利用履歴'],
      fields: [{ name: 'a', label: '項目' }, { name: 'b' }],
      rows: Array.from({ length: rows }, (_, index) => ({ a: value, b: index })),
    },
  ],
})
const letter: Letter = {
  language: 'ja',
  organisation,
  request: { number: 'R-42', receivedOn: '2026-11-01' },
  issuedOn: '2026-11-21',
  recipient: { ...person, postalCode: '150-0001', address: ['東京都渋谷区神宮前0丁目'] },
  result: 'refused',
  ground: '他の法令に違反することとなるため',
  explanation: '#read("/etc/passwd") *太字* $x$',
}

describe.skipIf(available('pdftotext') === undefined)(
  'a printed document (pdftotext of poppler-utils reads it back)',
  () => {
    it('holds the Japanese text, kanji beyond the common ones included', async () => {
      const text = await textOf(await printer.renderPdf('disclosure', disclosure('㈱①ﾊﾝｶｸ葛󠄀')))
      for (const part of ['髙﨑 𠮷子 様', '保有個人データ開示書', '㈱①ﾊﾝｶｸ葛', '2026年11月21日']) {
        expect(text).toContain(part)
      }
    })

    it('is in English where English is asked for', async () => {
      const text = await textOf(await printer.renderPdf('disclosure', disclosure('x', 'en')))
      expect(text).toContain('Personal data we hold about you')
      expect(text).toContain('21 November 2026')
    })

    it.each([
      '#read("/etc/passwd")',
      '*bold* _emph_ `raw` = heading',
      '$x^2$ and \\ and \\u{41}',
      '#import "@preview/x:1.0.0" [content] <label> @ref // no comment /* none */',
      '"); panic("x") #{ } ~ --- ...',
    ])('prints %j as it is', async (hostile) => {
      expect(await textOf(await printer.renderPdf('disclosure', disclosure(hostile)))).toContain(hostile)
    })

    it('prints hostile text of the letter as it is, and the address block', async () => {
      const text = await textOf(await printer.renderPdf('letter', letter))
      for (const part of ['回答書', '〒150-0001', '#read("/etc/passwd") *太字* $x$', '2026年11月21日']) {
        expect(text).toContain(part)
      }
    })

    it('prints what the typeface lacks as 〓, says so, and never fails', async () => {
      const lacking = 'A\u0000\u0007\uD800\u{1F600}مرحباשלום\uFFFF\u{10FFFF}Z'
      const text = await textOf(await printer.renderPdf('disclosure', disclosure(lacking)))
      expect(text).toMatch(/A〓{10,}Z/)
      expect(text).toContain('この書面の書体にない文字が')
    })

    it('keeps a word longer than the paper on the paper, whole', async () => {
      const word = 'x'.repeat(400)
      const text = await textOf(await printer.renderPdf('disclosure', disclosure(word)))
      expect(text.replaceAll(' ', '')).toContain(word)
      expect(text).not.toContain(word)
    })

    it.each([1, 200])('holds addresses whole and without hidden characters, in %i rows', async (rows) => {
      const address = 'misaki.takahashi@aomi-hotel.example.jp'
      const text = await textOf(await printer.renderPdf('disclosure', disclosure(address, 'ja', rows)))
      expect(text.split(address)).toHaveLength(rows + 1)
      expect(text).not.toMatch(/[\u200B\uFFFC]/)
    })

    it('sets a thousand rows over pages that repeat the head of the table', async () => {
      const text = await textOf(await printer.renderPdf('disclosure', disclosure('行', 'ja', 1_000)))
      expect(text).toContain('999')
      expect(text.match(/項目 b/g)?.length).toBeGreaterThan(10)
    })
  },
)

describe('the printer', () => {
  it('claims PDF/A-2b and the language of the text', async () => {
    const pdf = Buffer.from(await printer.renderPdf('letter', letter)).toString('latin1')
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(pdf).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(pdf).toMatch(/\/Lang ?\(ja-JP\)/)
  })

  it('makes documents asked for at once, one after another', async () => {
    const made = await Promise.all([1, 2, 3].map(() => printer.renderPdf('letter', letter)))
    expect(made.every((pdf) => pdf.length > 10_000)).toBe(true)
  })

  it('starts anew after its process was killed, and says that the document under way was not made', async () => {
    const own = createPrinter()
    await own.renderPdf('letter', letter)
    const lost = own.renderPdf('disclosure', disclosure('長い', 'ja', 20_000))
    await new Promise((resolve) => setTimeout(resolve, 300))
    process.kill(own.pid as number, 'SIGKILL')
    await expect(lost).rejects.toThrow(PrintingFailed)
    expect((await own.renderPdf('letter', letter)).length).toBeGreaterThan(10_000)
    own.close()
  })

  it('gives a document up that takes too long', async () => {
    const own = createPrinter({ timeoutMilliseconds: 1 })
    await expect(own.renderPdf('letter', letter)).rejects.toMatchObject({ code: 'timeout' })
    expect(own.pid).toBeUndefined()
    own.close()
  })

  it('ends its process when idle', async () => {
    const own = createPrinter({ idleMilliseconds: 50 })
    await own.renderPdf('letter', letter)
    await expect.poll(() => own.pid).toBeUndefined()
  })

  it('refuses data of the wrong shape before anything is printed', async () => {
    const wrong = { ...letter, issuedOn: 'tomorrow' }
    await expect(printer.renderPdf('letter', wrong)).rejects.toThrow(/issuedOn/)
  })
})

it('has templates that take data from one place and read, evaluate and fetch nothing', () => {
  for (const name of ['style', 'disclosure', 'letter']) {
    const source = readFileSync(new URL(`templates/${name}.typ`, import.meta.url), 'utf8')
    expect(
      source.match(/\b(eval|read|plugin|csv|yaml|toml|xml|image|bibliography)\s*\(|@preview|@local/g),
    ).toBeNull()
    expect(source.match(/json\([^)]*\)/g) ?? []).toEqual(name === 'style' ? [] : ['json("data.json")'])
  }
})
