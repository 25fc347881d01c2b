// SPDX-License-Identifier: Apache-2.0

/** The editor's own words in Japanese, by the English ones it asks for. */
export const japanese: Readonly<Record<string, string>> = {
  Find: '検索',
  Replace: '置換',
  next: '次へ',
  previous: '前へ',
  all: 'すべて選ぶ',
  'match case': '大文字と小文字を区別',
  regexp: '正規表現',
  'by word': '単語',
  replace: '置換',
  'replace all': 'すべて置換',
  close: '閉じる',
  'current match': 'いまの一致',
  'on line': '行',
  'replaced $ matches': '$件を置換しました',
  'replaced match on line $': '$行目を置換しました',
  'Go to line': '行へ移動',
  go: '移動',
  Diagnostics: '指摘',
  'No diagnostics': '指摘はありません',
  '$ unchanged lines': '変わらない$行',
  'Control character': '制御文字',
  'Selection deleted': '選択を削除しました',
}
