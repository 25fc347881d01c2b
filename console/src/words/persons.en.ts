// SPDX-License-Identifier: Apache-2.0
/** The English words of the page of what people said; persons.ja.ts has the same keys. */
export const personsWords = {
  persons: {
    name: 'People',
    title: 'What people said',
    lead: 'Consents, objections, restrictions and suspensions of a person, as the gate weighs them.',
    find: 'Find a person',
    person: 'Mail address or number of the person',
    personWhy:
      'The mail address or customer number by which your systems ask the gate. Looking somebody up is recorded in the ledger.',
    look: 'Look up',
    of: 'What stands',
    nothing: 'Nothing is recorded of this person.',
    nothingWhy:
      'The gate takes the person for one who consented to nothing. Check how the address or number is written.',
    noneStands: 'Nothing stands.',
    noneStandsWhy:
      'The gate takes the person for one who consented to nothing. The history tells how it came about.',
    takeBack: 'Take back',
    takeBackOf: 'Take back: {{what}}',
    takeBackSays: {
      consents:
        'Records that the person withdrew the consent. The gate stops permitting what rests on it at once. The record cannot be removed.',
      beyond:
        'Records that the person withdrew the consent. The gate stops permitting this use beyond the purposes at once. The record cannot be removed.',
      objections:
        'Records that the person no longer objects. The gate stops denying because of this objection at once. The record cannot be removed.',
      restrictions:
        'Records that the restriction ends. The gate stops denying because of it at once. The record cannot be removed.',
      suspensions:
        'Records that use or provision may go on. The gate stops denying because of the suspension at once. The record cannot be removed.',
    },
    record: 'Record what the person said',
    what: 'What',
    choose: 'Choose',
    channel: 'How it was said',
    evidence: 'What shows it',
    evidenceWhy: 'For instance the number of the call, message or form. Kept sealed.',
    version: 'Version of the policy the person saw',
    language: 'Language of the words the person saw',
    guardian: 'Yes',
    recordDo: 'Record',
    recorded: 'Recorded.',
    history: 'History',
    more: 'Only the newest are shown. The ledger has the rest.',
  },
  personAct: {
    consents: 'Consent',
    objections: 'Objection',
    restrictions: 'Restriction of use',
    suspensions: 'Suspension',
    beyond: 'Consent to use beyond the purposes',
  },
  personParticular: {
    jurisdictions: 'Countries whose law protects the person',
    born: 'Day of birth',
    guardian: 'Consent of the statutory agent',
    subjects: 'Kinds of person',
    happened: 'Events that happened',
    over: 'Data whose retention is over',
  },
  personRestriction: { all: 'All kinds of data' },
  personSuspension: { use: 'Use stopped', provide: 'Provision stopped' },
  personChannel: {
    web: 'Website',
    app: 'App',
    mail: 'Mail',
    phone: 'Phone',
    paper: 'Form on paper',
    'in-person': 'In person',
    post: 'Post',
    import: 'Import',
  },
  personFact: {
    'consent.given': 'Consent given',
    'consent.withdrawn': 'Consent withdrawn',
    'consent.objected': 'Objected',
    'consent.objection-lifted': 'Objection ended',
    'consent.restricted': 'Use restricted',
    'consent.restriction-lifted': 'Restriction ended',
    'consent.suspended': 'Stopped',
    'consent.resumed': 'Resumed',
    'consent.described': 'Particulars recorded',
    'consent.happened': 'Event happened',
    'consent.event-corrected': 'Event corrected',
    'consent.retention-over': 'Retention over',
    'consent.retention-runs': 'Retention runs again',
    'consent.beyond-agreed': 'Consent to use beyond the purposes given',
    'consent.beyond-withdrawn': 'Consent to use beyond the purposes withdrawn',
  },
}
