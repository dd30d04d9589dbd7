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
      ...inFolder('widget/consent', 'answer.ts choice.ts decide.ts find-mistake.ts'),
      ...inFolder('widget/consent', 'format-choice.ts recall.ts'),
      'widget/page/own-site.ts',
    ],
    tests: inFolder('unit', 'widget-decide widget-gate widget-keeper widget-saved-choice'),
  },
  /** On the server: what a consent is, what it covers, and how it ends. */
  consent: {
    files: inFolder(
      'server/domain',
      'consent-cache.ts consent-record.ts replaced-consent.ts terms.ts terms-stamp.ts withdrawal.ts',
    ),
    tests: [
      ...inFolder('unit', 'consent-restricted terms-stamp'),
      ...inFolder('routes', 'before-it-is-written consents outdated-consents renewals'),
      ...inFolder('routes', 'two-processes unstored-withdrawals visits-refused'),
      ...inFolder('routes', 'withdrawals-at-once'),
    ],
  },
  /** Which page may speak to the server, who speaks, and what the server sets. */
  edge: {
    files: [
      'server/domain/origin.ts',
      ...inFolder('server/routes/edge', 'choice-cookie.ts client-address.ts origin.ts'),
      ...inFolder('server/routes/edge', 'own-origin.ts privacy-signal.ts subject-identity.ts'),
    ],
    tests: [
      ...inFolder('unit', 'network-address origin'),
      ...inFolder('routes', 'admin-session behind-proxies consents counter-mode edge-security'),
      ...inFolder('routes', 'hidden-origin loader me public-address refusals'),
    ],
  },
  /** What is kept of a visit. */
  visit: {
    files: [
      ...inFolder('server/domain', 'page-rules.ts pages.ts visit.ts'),
      ...inFolder('server/domain/visits', 'count-visit.ts hide-visits.ts'),
      'server/domain/addresses/shorten-address.ts',
    ],
    tests: [
      ...inFolder('unit', 'network-address page-rules pages-and-tags-config visit-figures'),
      ...inFolder('routes', 'counter-mode unlinked-visits untracked visits visits-midnight'),
    ],
  },
  /** What a person may ask of the server: to be known, to stop, to be forgotten. */
  rights: {
    files: [
      'server/domain/codes/one-time-code.ts',
      ...inFolder('server/domain/subject', 'erase.ts hold.ts identify.ts restrict.ts withdraw.ts'),
    ],
    tests: inFolder(
      'routes',
      'held-meanwhile me me-codes me-deletion me-restrictions unstored-withdrawals withdrawals-at-once',
    ),
  },
  /** What is sealed, and what a sealed chain says. */
  seal: {
    files: ['server/crypto/node.ts', 'server/domain/ledger/commitment.ts'],
    tests: [...inFolder('unit', 'crypto keys'), 'routes/ledger-flips'],
  },
  /** What is written, and what is erased. */
  store: {
    files: inFolder('server/store/sqlite', 'erase-message.ts group-commit.ts restrictions.ts'),
    tests: inFolder('store', 'erasure-notes group-commit refused-erasures sqlite waiting'),
  },
}
