/** Files in which a wrong line would hurt a visitor, and the tests by which a change to them is to be noticed. */
export interface MutationGroup {
  readonly files: readonly string[]
  /** Test files without their folder `test/` and their ending. No test that starts the built server: it would try that one. */
  readonly tests: readonly string[]
}

const inFolder = (folder: string, names: string): string[] =>
  names.split(' ').map((name) => `${folder}/${name}`)

/** By what is decided there. */
export const groups: Readonly<Record<string, MutationGroup>> = {
  /** In the browser: a choice, a grant, its term, whose it is, what is held back. */
  choice: {
    files: [
      ...inFolder('widget/consent', 'choice.ts decide.ts find-mistake.ts format-choice.ts'),
      ...inFolder('widget/consent/keeping', 'answer.ts recall.ts'),
      'widget/page/storage/own-site.ts',
    ],
    tests: inFolder('unit/widget', 'decide gate keeper saved-choice'),
  },
  /** On the server: what a consent is, what it covers, and how it ends. */
  consent: {
    files: inFolder(
      'server/domain/consents',
      'consent-cache.ts consent-record.ts replaced-consent.ts terms.ts terms-stamp.ts withdrawal.ts',
    ),
    tests: inFolder(
      'unit/consents',
      'consent-cache consent-decided consent-restricted replaced-consent terms terms-stamp withdrawal',
    ),
  },
  /** Which page may speak to the server, who speaks, and what the server sets. */
  edge: {
    files: [
      'server/domain/addresses/origin.ts',
      'server/http/answering/choice-cookie.ts',
      ...inFolder('server/http/protecting', 'common-domain.ts origin.ts own-origin.ts'),
      ...inFolder('server/http/reading', 'client-address.ts key-cookie.ts privacy-signal.ts'),
      'server/http/reading/subject-identity.ts',
    ],
    tests: [
      ...inFolder('unit/http', 'choice-cookie device-choice edge-client edge-origin form-sender'),
      ...inFolder('unit/http', 'read-cookie read-origin'),
      ...['unit/config/origin', 'unit/subject/subject-credential'],
      ...inFolder('routes/me', 'my-data-device my-data-left'),
      'routes/messages/foreign-forms',
    ],
  },
  /** Who may call an operation, and what it takes. */
  operation: {
    files: [
      ...inFolder('server/http/operations', 'admission.ts mount.ts who.ts'),
      'server/http/protecting/console-page.ts',
    ],
    tests: [
      ...inFolder('routes/console', 'admin-session admin-writes'),
      ...['routes/messages/foreign-forms', 'routes/start/public-address', 'routes/http/router'],
      ...['routes/openapi', 'routes/who-may', 'unit/http/operation-columns'],
    ],
  },
  /** What a person, or the school for them, may stop and let go on. */
  restriction: {
    files: ['server/domain/rights/restrict.ts'],
    tests: ['unit/subject/restrict'],
  },
  /** What is kept of a visit, kind by kind, and whether it is kept at all. */
  visit: {
    files: [
      ...inFolder('server/domain/visits', 'count-visit.ts hide-visits.ts pages.ts visit.ts'),
      'server/domain/addresses/shorten-address.ts',
    ],
    tests: inFolder('unit/visits', 'visit-fields visit-counts page-rules'),
  },
  /** What seals a consent and shows it unaltered: commitments, the chain's head, checkpoints, a proof held against them. */
  seal: {
    files: [
      ...inFolder('server/domain/ledger', 'check-proof.ts checkpoint.ts head.ts leaves.ts'),
      'server/domain/identifiers/commitment.ts',
    ],
    tests: inFolder('unit/ledger', 'commitments ledger-head proof-check'),
  },
  /** A one-time code: who gets one, how often, for how long, and what it opens. */
  code: {
    files: [
      ...inFolder('server/domain/codes', 'code.ts one-time-code.ts request-code.ts'),
      'server/store/sqlite/registers/codes.ts',
    ],
    tests: inFolder('unit/codes', 'one-time-code request-code code-hashes'),
  },
  /** That what a person has deleted is gone, what the law has kept stays, and neither is said wrongly. */
  erasure: {
    files: inFolder('server/domain/subject', 'defer.ts erase-thing.ts'),
    tests: inFolder('unit/subject', 'delete-own-data erase-thing'),
  },
}
