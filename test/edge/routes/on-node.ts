/** What there is on Node alone, by module of the project or of Node, and what it does. A test that calls it cannot run in workerd. */
export const NODE_ONLY: Readonly<Record<string, string>> = {
  'node:child_process': 'starts processes',
  'test/support/start-server.ts': 'starts the server as a process',
  'test/support/run-command.ts': 'runs the operator’s commands on a database file',
  'test/support/live-school.ts': 'starts the server as a process',
  'test/support/proxies.ts': 'puts nginx and Caddy before the server on Node',
  'test/support/late-reader.ts': 'looks at the sockets of the server on Node',
  'test/support/smtp-sink.ts': 'listens as a mail server; alarms.test.ts sends to one from workerd',
  'test/support/tamper.ts': 'alters a copy of the database file',
  'test/store/watch-files.ts': 'watches the server’s calls for a file',
  'server/node/serve-site.ts': 'starts the server on Node',
  'server/node/listen.ts': 'opens the port of the server on Node',
  'server/node/open-core.ts': 'opens a database file as a start on Node does',
}

/** Files of which no test can run in workerd: each uses something of {@link NODE_ONLY} throughout. */
export const FILES_ON_NODE: readonly string[] = [
  ...[
    'behind-proxies',
    'client-gone',
    'erased-at-start',
    'first-start',
    'keep-alive',
    'killed-acts',
    'ledger-flips',
  ],
  ...['life-of-a-person', 'lost-database', 'mail', 'mail-in-time', 'mail-waits'],
  ...['production-start', 'readme-production', 'reset-password', 'restore', 'restore-disks'],
  ...['restore-list', 'restored-requests', 'retention-command', 'rotation', 'stopping'],
  'whole-answers',
].map((name) => `${name}.test.ts`)

/** How many tests of a file that runs in workerd call what there is on Node alone. */
export const TESTS_ON_NODE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'held-meanwhile.test.ts': { 'test/store/watch-files.ts': 4 },
  'ledger-binding.test.ts': { 'test/support/tamper.ts': 12 },
  'ledger.test.ts': { 'test/support/tamper.ts': 4 },
  'mail-with-its-act.test.ts': { 'test/support/start-server.ts': 2 },
  'retention.test.ts': { 'node:child_process': 1 },
  'staff-told.test.ts': { 'test/support/smtp-sink.ts': 1 },
  'start-refused.test.ts': { 'test/support/start-server.ts': 11 },
  'unavailable.test.ts': { 'test/support/start-server.ts': 2 },
  'verify-command.test.ts': { 'node:child_process': 5 },
}

const ALONE = 'nobody but the object writes to its storage'

/** Tests that run in workerd and fail there, since the platform is another: the end of each name, and why. */
export const OTHERWISE_AT_EDGE: readonly {
  readonly file: string
  readonly test: string
  readonly why: string
}[] = [
  ...[
    'while another process holds the write lock everybody reads; what cannot be stored is refused, with the time to try again',
  ].map((test) => ({ file: 'two-processes.test.ts', test, why: ALONE })),
  {
    file: 'ledger.test.ts',
    test: 'two processes that seal at the same time make one chain without gap or fork',
    why: ALONE,
  },
  ...['put in', 'with another head'].map((what) => ({
    file: 'ledger-binding.test.ts',
    test: `rows ${what} before they are sealed: the server says so in log and register, for good`,
    why: ALONE,
  })),
]
