// SPDX-License-Identifier: Apache-2.0
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSignedCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts'
import { fromBase64, toBase64, toHex } from './encoding.ts'
import {
  keyFingerprint,
  noteKey,
  parseNote,
  parseVkey,
  printNote,
  printVkey,
  signNote,
  verifyNote,
} from './note.ts'

// The key, note and bad notes that golang.org/x/mod/sumdb/note tests itself with.
const peterKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const peterSeed = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')?.slice(1) ?? new Uint8Array()
const enochKey = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const peterLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const enochLine =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

function key(vkey: string) {
  const parsed = parseVkey(vkey)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.value
}

function note(source: string) {
  const parsed = parseNote(source)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.value
}

describe('verifier keys', { timeout: 60_000 }, () => {
  test('are read, recognised and printed as in the public vectors', () => {
    for (const vkey of [peterKey, enochKey]) expect(printVkey(key(vkey))).toBe(vkey)
    expect(noteKey('PeterNeumann', ed25519.getPublicKey(peterSeed))).toEqual(key(peterKey))
    expect(keyFingerprint(key(peterKey)).slice(0, 8)).toBe('c74f20a3')
    expect(toHex(key(enochKey).publicKey)).toHaveLength(64)
  })

  test('are refused when any part is cut away, changed, of another length or of another algorithm', () => {
    for (let i = 0; i < peterKey.length; i++) {
      for (let j = i + 1; j <= peterKey.length; j++) {
        if (j - i < peterKey.length) expect(parseVkey(peterKey.slice(i, j)).ok).toBe(false)
      }
      const next = String.fromCharCode(peterKey.charCodeAt(i) + 1)
      expect(parseVkey(peterKey.slice(0, i) + next + peterKey.slice(i + 1)).ok).toBe(false)
    }
    expect(parseVkey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==').ok).toBe(
      false,
    )
    expect(parseVkey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW').ok).toBe(false)
    expect(noteKey('two words', new Uint8Array(32))).toBeNull()
    expect(noteKey('wide\u3000space', new Uint8Array(32))).toBeNull()
    expect(noteKey('a+b', new Uint8Array(32))).toBeNull()
  })
})

describe('signed notes', () => {
  test('are signed byte for byte as the reference implementation signs', () => {
    const signed = signNote(text, key(peterKey), (message) => ed25519.sign(message, peterSeed))
    expect(printNote(signed)).toBe(text + '\n' + peterLine)
  })

  test('are verified by each key that signed them and by no other', () => {
    expect(verifyNote(note(text + '\n' + peterLine + enochLine), key(peterKey))).toBe(true)
    expect(verifyNote(note(text + '\n' + peterLine + enochLine), key(enochKey))).toBe(true)
    expect(verifyNote(note(text + '\n' + peterLine), key(enochKey))).toBe(false)
    expect(verifyNote(note(text.replace('answer', 'reason') + '\n' + peterLine), key(peterKey))).toBe(false)
  })

  test('are refused when one of several signatures by the key fails', () => {
    const broken = peterLine.slice(0, 60) + 'ABCD' + peterLine.slice(60)
    expect(verifyNote(note(text + '\n' + broken), key(peterKey))).toBe(false)
    expect(verifyNote(note(text + '\n' + peterLine + broken), key(peterKey))).toBe(false)
    expect(verifyNote(note(text + '\n' + peterLine + peterLine), key(peterKey))).toBe(true)
  })

  test.each([
    ['no signature', text],
    ['an empty signature part', text + '\n'],
    ['no newline at the end', text + '\n' + peterLine.slice(0, -1)],
    ['a control character', '\u0001' + text + '\n' + peterLine],
    ['a carriage return', text.replace('\n', '\r\n') + '\n' + peterLine],
    ['a lone surrogate', '\ud800' + text + '\n' + peterLine],
    ['a name of two words', text + '\n' + peterLine.replace('PeterNeumann', 'Bad Name')],
    ['a line behind the signatures', text + '\n' + peterLine + 'Unexpected line.\n'],
    ['too many signatures', text + '\n' + peterLine.repeat(101)],
    ['base 64 that is not canonical', text + '\n' + peterLine.replace('JnAM=', 'JnAN=')],
  ])('are refused with %s', (_, source) => {
    expect(parseNote(source).ok).toBe(false)
  })
})

describe('checkpoints', () => {
  const example =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'

  test('are read and printed as in the C2SP specification', () => {
    const parsed = parseSignedCheckpoint(example)
    expect(parsed.ok && [parsed.value.origin, parsed.value.size, parsed.value.extensions]).toEqual([
      'example.com/behind-the-sofa',
      20852163,
      [],
    ])
    expect(parsed.ok && printCheckpoint(parsed.value) + '\n' + example.split('\n\n')[1]).toBe(example)
  })

  test.each([
    ['a size with a leading zero', example.replace('20852163', '020852163')],
    ['a negative size', example.replace('20852163', '-1')],
    ['a size past what a number holds', example.replace('20852163', '9007199254740993')],
    ['a root of another length', example.replace('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'CsUY')],
    ['no origin', example.replace('example.com/behind-the-sofa\n', '\n')],
    ['an empty extension line', example.replace('q2I=\n\n', 'q2I=\n\nmore\n\n')],
  ])('are refused with %s', (_, source) => {
    expect(parseSignedCheckpoint(source).ok).toBe(false)
  })

  test('verify after they were signed', () => {
    const root = new Uint8Array(32).fill(7)
    const head = { origin: 'PeterNeumann', size: 3, root }
    const signed = signCheckpoint(head, key(peterKey), (message) => ed25519.sign(message, peterSeed))
    expect(verifyNote(note(signed), key(peterKey))).toBe(true)
    expect(parseSignedCheckpoint(signed)).toMatchObject({ ok: true, value: head })
  })
})

describe('base 64', () => {
  test('is that of the platform, both ways, and refuses every other spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ maxLength: 12 }), (bytes, noise) => {
        const printed = Buffer.from(bytes).toString('base64')
        expect(toBase64(bytes)).toBe(printed)
        expect(fromBase64(printed)).toEqual(bytes)
        const read = fromBase64(noise)
        if (read !== null) expect(toBase64(read)).toBe(noise)
      }),
    )
    for (const text of ['A', 'AA', 'AAA', 'AA=A', 'AB==', 'AAB=', '====', 'AA-_', 'AA==\n'])
      expect(fromBase64(text)).toBeNull()
  })
})
