// SPDX-License-Identifier: Apache-2.0
import { catalog } from './catalog.en.ts'
import { gateWords } from './gate.en.ts'
import { inventory } from './inventory.en.ts'
import { ledgerWords } from './ledger.en.ts'
import { noticesWords } from './notices.en.ts'
import { personsWords } from './persons.en.ts'
import { policyWords } from './policy.en.ts'
import { programme } from './programme.en.ts'
import { promisesWords } from './promises.en.ts'
import { recipientsWords } from './recipients.en.ts'
import { requestsWords } from './requests.en.ts'
import { settingsWords } from './settings.en.ts'
import { signInWords } from './sign-in.en.ts'
import { standingWords } from './standing.en.ts'
import { todayWords } from './today.en.ts'
import type { Words } from './ja.ts'

/** Every English word of the console. */
export const en: Words = {
  catalog,
  inventory,
  programme,
  ...todayWords,
  ...requestsWords,
  ...promisesWords,
  ...noticesWords,
  ...gateWords,
  ...personsWords,
  ...recipientsWords,
  ...policyWords,
  ...ledgerWords,
  ...settingsWords,
  ...signInWords,
  ...standingWords,
  product: { name: 'Yakusoku', titleOf: '{{page}} - Yakusoku' },
  loading: 'Loading',
  list: { comma: ', ', more: 'Show more' },
  filter: { all: 'All', apply: 'Filter', clear: 'Clear filters', search: 'Search' },
  dialog: { close: 'Close', cancel: 'Cancel' },
  copy: { do: 'Copy', done: 'Copied', of: 'Copy {{label}}', doneOf: 'Copied {{label}}' },
  time: { exact: '{{time}} (Japan time)' },
  languageName: { ja: 'Japanese', en: 'English' },
  role: {
    'privacy-manager': 'Privacy manager',
    desk: 'Desk',
    engineer: 'Engineer',
    auditor: 'Auditor',
    approver: 'Approver',
  },
  actor: {
    operator: 'Operator',
    token: 'API token',
    system: 'System',
    requester: 'Requester',
    person: 'Requester',
    command: 'Command line',
  },
  shell: {
    skip: 'Skip to content',
    home: 'Yakusoku, to the first screen',
    pages: 'Pages',
    organisation: 'Switch organisation',
    otherLanguage: '日本語',
    accountOf: 'Account of {{name}}',
    roles: 'Roles:',
    ownSettings: 'Sign-in settings',
    signOut: 'Sign out',
    zone: 'All times are Japan time.',
    unknownOrganisation: 'This organisation can’t be opened',
    yourOrganisations: 'Organisations you can open',
    noOrganisation: 'You don’t belong to an organisation yet. Ask a privacy manager to invite you.',
  },
  failure: {
    page: 'This page could not be shown.',
    pageRemedy: 'Load it again. If that doesn’t help, tell the administrator.',
    noAnswer: 'The server does not answer.',
    noAnswerRemedy:
      'Check the network connection and try again. If something was to be recorded or sent, look first whether that was done.',
    unreadable: 'The server’s answer could not be read ({{status}}).',
    unreadableRemedy: 'Wait a moment and try again. If that doesn’t help, tell the administrator.',
    refused: 'This was not accepted.',
    code: 'Code',
    number: 'Reference number',
    retry: 'Try again',
  },
  ended: {
    title: 'Your session has ended',
    says: 'Sign in in a new tab and come back here. What you typed is kept.',
    signIn: 'Sign in in a new tab',
    again: 'I have signed in, continue',
  },
  notPermitted: {
    title: 'You don’t have permission to see this page',
    yours: 'Your roles in this organisation: {{roles}}',
    none: 'none',
    needed: 'Roles that can see this page: {{roles}}',
    remedy: 'If you need it, ask a privacy manager to add a role.',
  },
  notFound: {
    title: 'Page not found',
    what: 'There is no page at this address.',
    home: 'To Today',
  },
}
