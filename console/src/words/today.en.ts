// SPDX-License-Identifier: Apache-2.0
/** The English words of the first page; today.ja.ts has the same keys. */
export const todayWords = {
  due: {
    by: 'Due',
    overdue: 'Overdue',
    overdueDays_one: '{{count}} day overdue',
    overdueDays_other: '{{count}} days overdue',
    today: 'Due today',
    left_one: '{{count}} day left',
    left_other: '{{count}} days left',
    reckoning: 'How the deadline was reckoned',
  },
  today: {
    name: 'Today',
    title: 'Today',
    duties: 'To do',
    overdue_one: '{{count}} overdue',
    overdue_other: '{{count}} overdue',
    nothing: 'Nothing has to be done right now.',
    nothingWhy:
      'When somebody has to do something by a time to keep a promise (a person’s request came in, for example), it stands here, nearest deadline first. It leaves when the ledger holds the evidence that it was done.',
    owner: 'For: {{role}}',
    serves: 'Serves',
    requestsIn: 'Requests, {{state}}: {{count}}',
    promisesIn: 'Promises, {{state}}: {{count}}',
    toLedger: 'Open the ledger',
  },
}
