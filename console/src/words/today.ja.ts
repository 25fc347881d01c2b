// SPDX-License-Identifier: Apache-2.0
/** The Japanese words of the first page; today.en.ts has the same keys. */
export const todayWords = {
  due: {
    by: '期限',
    overdue: '期限切れ',
    overdueDays_one: '{{count}}日超過',
    overdueDays_other: '{{count}}日超過',
    today: '本日まで',
    left_one: 'あと{{count}}日',
    left_other: 'あと{{count}}日',
    reckoning: '期限の数え方',
  },
  today: {
    name: '今日',
    title: '今日',
    duties: 'やるべきこと',
    overdue_one: '期限切れ {{count}}件',
    overdue_other: '期限切れ {{count}}件',
    nothing: 'いま、やるべきことはありません。',
    nothingWhy:
      '本人からの請求を受け付けたときなど、約束を守るために誰かが期限までに行うことが生じると、ここに期限の近い順に並びます。行われた証拠が台帳に載ると消えます。',
    owner: '担当：{{role}}',
    serves: 'この約束のため',
    requestsIn: '{{state}}の請求 {{count}}件',
    promisesIn: '{{state}}の約束 {{count}}件',
    toLedger: '台帳を開く',
  },
}
