// SPDX-License-Identifier: Apache-2.0

/** A name without case, width and spaces: 「楓 太郎」 and 「楓太郎」 are one. */
const compact = (value: string) => value.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '')

/** Family and given name of a Japanese person, a space between, as a letter addresses them. */
const addressedName =
  /(?<!\p{sc=Han})(\p{sc=Han}{1,4})[ \u3000]([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{1,5}?)[ \u3000]?(?:様|さま|さん|氏|殿)/gu

/** More names of one row than this are no person's names. */
const namesOfOne = 6

/**
 * The whole names that a row's name fields make, compact: each value that is a whole name, and each two parts in
 * either order. Parts alone are too short to look for in texts.
 */
export function fullNames(values: readonly string[]): string[] {
  const parts = [...new Set(values)].slice(0, namesOfOne)
  const whole = parts.filter((value) => /\S\s+\S/u.test(value.normalize('NFKC')))
  const single = parts.filter((value) => !whole.includes(value))
  const pairs = single.flatMap((one) => single.filter((other) => other !== one).map((other) => one + other))
  // 「Mark」 stands in other words; a part in kana or kanji of four characters hardly does.
  const long = single.filter((value) => /^\P{sc=Latin}{4,}$/u.test(compact(value)))
  return [...whole, ...pairs, ...long].map(compact).filter((name) => /^(?:\p{sc=Han}{2}|.{3,})$/u.test(name))
}

/**
 * Tells whether a text holds one of the names, which are compact and of two characters at least. By their first two, so
 * that thousands of rows with thousands of names take a time that grows with the rows alone.
 */
export function finderOf(names: readonly string[]): (text: string) => boolean {
  if (names.length === 0) return () => false
  const byStart = Map.groupBy(names, (name) => name.slice(0, 2))
  return (text) => {
    const searched = compact(text)
    for (let at = 0; at + 2 <= searched.length; at += 1)
      if (byStart.get(searched.slice(at, at + 2))?.some((name) => searched.startsWith(name, at))) return true
    return false
  }
}

/** The names that a text addresses (「濵田 陽子様」), compact. */
export function addressed(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(addressedName)].map(([, family, given]) =>
    compact(`${family}${given}`),
  )
}
