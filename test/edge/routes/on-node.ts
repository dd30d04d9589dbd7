/** What there is on Node alone, by module of the project or of Node, and what it does. A test that calls it cannot run in workerd. */
export const NODE_ONLY: Readonly<Record<string, string>> = {
  'node:child_process': 'starts processes',
  'test/support/server/start-server.ts': 'starts the server as a process',
  'test/support/server/run-command.ts': 'runs the operator’s commands on a database file',
  'test/support/server/live-school.ts': 'starts the server as a process',
  'test/support/server/proxies.ts': 'puts nginx and Caddy before the server on Node',
  'test/support/server/late-reader.ts': 'looks at the sockets of the server on Node',
  'test/support/server/smtp-sink.ts':
    'listens as a mail server; alarms.test.ts sends to one from workerd',
  'test/support/database/tamper.ts': 'alters a copy of the database file',
  'test/store/erasing/watch-files.ts': 'watches the server’s calls for a file',
  'server/node/serve-site.ts': 'starts the server on Node',
  'server/node/listen.ts': 'opens the port of the server on Node',
  'server/node/open-core.ts': 'opens a database file as a start on Node does',
}

const inRoom = (room: string, names: string) =>
  names.split(' ').map((name) => `${room}/${name}.test.ts`)

/** Files of which no test can run in workerd: each uses something of {@link NODE_ONLY} throughout. */
export const FILES_ON_NODE: readonly string[] = [
  'life-of-a-person.test.ts',
  ...inRoom('backup', 'erased-at-start lost-database restore restore-disks restore-list'),
  ...inRoom('console', 'killed-acts reset-password'),
  ...inRoom('http', 'client-gone whole-answers'),
  ...inRoom('ledger', 'ledger-flips rotation'),
  ...inRoom('mail', 'mail mail-in-time mail-waits'),
  ...inRoom('requests', 'restored-requests'),
  ...inRoom('retention', 'retention-command'),
  ...inRoom(
    'start',
    'behind-proxies demo-year develop first-start keep-alive production-start readme-production stopping',
  ),
]

/** How many tests of a file that runs in workerd call what there is on Node alone. */
export const TESTS_ON_NODE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'me/held-meanwhile.test.ts': { 'test/store/erasing/watch-files.ts': 4 },
  'ledger/ledger-binding.test.ts': { 'test/support/database/tamper.ts': 12 },
  'ledger/ledger.test.ts': { 'test/support/database/tamper.ts': 4 },
  'console/long-jobs.test.ts': { 'test/support/database/tamper.ts': 1 },
  'mail/mail-with-its-act.test.ts': { 'test/support/server/start-server.ts': 2 },
  'retention/retention.test.ts': { 'node:child_process': 1 },
  'mail/staff-told.test.ts': { 'test/support/server/smtp-sink.ts': 1 },
  'start/start-refused.test.ts': { 'test/support/server/start-server.ts': 11 },
  'http/unavailable.test.ts': { 'test/support/server/start-server.ts': 2 },
  'ledger/verify-command.test.ts': { 'node:child_process': 6 },
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
  ].map((test) => ({ file: 'consents/two-processes.test.ts', test, why: ALONE })),
  {
    file: 'ledger/ledger.test.ts',
    test: 'two processes that seal at the same time make one chain without gap or fork',
    why: ALONE,
  },
  ...['put in', 'with another head'].map((what) => ({
    file: 'ledger/ledger-binding.test.ts',
    test: `rows ${what} before they are sealed: the server says so in log and register, for good`,
    why: ALONE,
  })),
]
