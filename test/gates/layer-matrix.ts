import { posix } from 'node:path'
import { type FoundImport, type ImportKind, readImports } from '../support/sources/read-imports.ts'

const contractTypes = 'type:server/contract/index.ts'
const typed = 'server/contract/typed'
const feature = (name: string) => [
  `widget/${name}`,
  'widget/page',
  'type:widget/config.ts',
  contractTypes,
]

/**
 * Layer → what it may import. A file belongs to the longest layer that matches it; one that matches none is itself a
 * violation. A folder stands for all that is in it; `/*` after a package stands for its subpaths. `type:` allows types
 * only, `dynamic:` types and `import()`. `computed` is an `import()` whose address is worked out at run time.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'widget/index.ts': [
    ...['widget/api.ts', 'widget/create-context.ts', 'widget/page'],
    ...['type:widget/consent', 'type:widget/context.ts', 'type:widget/ui'],
  ],
  'widget/create-context.ts': [
    ...['widget/consent', 'widget/config.ts', 'widget/page', 'type:widget/context.ts'],
    contractTypes,
  ],
  // Entries too, brought on demand: each joins one feature with the page.
  'widget/parts': [
    ...['widget/consent', 'widget/visits', 'widget/contact', 'widget/page'],
    ...['type:widget/context.ts', 'type:widget/api.ts', 'type:widget/ui', contractTypes],
  ],
  'widget/context.ts': ['type:widget', contractTypes],
  // Types only: the values are written in by the server.
  'widget/details.ts': [contractTypes],
  'widget/api.ts': [
    ...['widget/page', 'type:widget/consent', 'type:widget/context.ts', 'type:widget/ui'],
    contractTypes,
  ],
  'widget/config.ts': ['widget/page', contractTypes],
  'widget/consent': feature('consent'),
  'widget/visits': feature('visits'),
  // Built once for each language, as the user interface is, and brought only where there is a form.
  'widget/contact': [...feature('contact'), 'widget/text', 'server/contract/typed'],
  'widget/page': ['widget/page', 'idb-keyval', contractTypes],
  // The one place where the address of a file of ours is worked out: it holds the build's hash.
  'widget/page/network/load-file.ts': ['widget/page', 'computed'],
  // The package for pages that are built: it knows the script tag alone.
  'widget/package': ['widget/package'],
  'widget/text': ['widget/text', contractTypes],
  'widget/ui': [
    ...['widget/ui', 'widget/text', 'preact', 'preact/*', contractTypes],
    ...['type:widget/consent', 'type:widget/visits', 'type:widget/contact', 'type:widget/page'],
    // What comes into a page is looked through in one way, whatever its forms' controls are called.
    'widget/page/find-in.ts',
    // Whether it may show itself at all must be the same for what is shown and for what is counted.
    'widget/page/spoken-for.ts',
    // Read where the visitor is asked again, and nowhere else.
    'dynamic:widget/page/storage/read-change.ts',
    // What is wrong with the tag, and what else the loader has no need to know.
    ...['widget/config.ts', 'widget/page/is-gpc.ts', 'widget/page/warn.ts'],
    // What opens windows and sends forms is stood in for while a frame is held back, and given back after it.
    'widget/page/stand-in.ts',
    // What pages replace of the built-ins is had in one way; a form's controls may be called what its own methods are.
    ...['widget/page/builtins', 'widget/page/genuine.ts'],
    ...['type:widget/context.ts', 'type:widget/api.ts'],
  ],

  'server/contract': ['server/contract', 'valibot'],
  'server/contract/index.ts': ['type:server/contract'],
  // Rules of what people type, without a validator: the form checks by the very same.
  'server/contract/typed': ['server/contract/typed'],
  'server/domain': [
    ...['server/domain', 'type:server/contract', 'type:server/store/store.ts', 'diff'],
    ...['type:server/crypto/cryptography.ts', 'type:server/crypto/signer.ts'],
    'type:server/config/site/site-config.ts',
  ],
  'server/domain/messages/mask-iin.ts': ['server/contract/typed'],
  // What a message's consent says must be the same here as in the form.
  'server/domain/messages/shown-consent.ts': [
    ...['server/domain', 'server/contract/typed', 'type:server/contract'],
    'type:server/store/store.ts',
  ],
  'server/routes': [
    ...['server/routes', 'server/http', 'server/contract', 'server/domain'],
    ...['hono', 'hono/*', 'valibot'],
    ...[
      'type:server/deps.ts',
      'type:server/config/site/site-config.ts',
      'type:server/store/store.ts',
      'type:server/crypto/cryptography.ts',
      'type:server/crypto/signer.ts',
    ],
  ],
  // A request read, an answer written, both protected: nothing of what a route is about.
  'server/http': [
    ...['server/http', 'server/contract', 'server/domain', 'hono', 'hono/*', 'valibot'],
    ...['type:server/deps.ts', 'type:server/store/store.ts', 'type:server/crypto/cryptography.ts'],
    'type:server/config/site/site-config.ts',
  ],
  'server/store': ['type:server/store', 'type:server/contract'],
  'server/store/store-error.ts': [],
  'server/store/sqlite': [
    ...['server/store/sqlite', 'server/store/store-error.ts', 'type:server/store/store.ts'],
    'type:server/contract',
    ...['drizzle-orm', 'drizzle-orm/sqlite-core', 'drizzle-orm/casing'],
  ],
  'server/config': [
    ...['server/config', 'server/contract', 'server/files', 'valibot', 'node:*', 'computed'],
    // Figures alone: what a term may be set to and what the schedule says must be one and the same.
    'server/domain/retention/period-bounds.ts',
    // What a network is must be the same in a setting as for a visit.
    'server/domain/addresses',
    // What an origin is must be the same in a setting as in a request.
    'server/domain/addresses/origin.ts',
  ],
  'server/crypto': ['server/crypto', 'type:server/store/store.ts', 'node:*'],
  // Files of the database as a whole: copied, encrypted, checked, put back.
  'server/backup': [
    'server/ledger',
    'server/backup',
    'server/files',
    'server/crypto',
    'server/deletions',
    'server/store/sqlite/file/database-file.ts',
    'server/store/sqlite/file/dump-file.ts',
    ...[
      'server/store/sqlite/durable/durable-tables.ts',
      'server/store/sqlite/durable/load-durable.ts',
    ],
    ...['type:server/store', 'type:server/domain/jobs', 'node:*'],
  ],
  'server/node/backup': [
    ...['server/node/backup', 'server/backup', 'server/files', 'server/crypto', 'server/ledger'],
    ...['server/deletions', 'type:server/store', 'type:server/domain/jobs', 'node:*'],
    'server/store/sqlite/file/database-file.ts',
    'server/store/sqlite/file/dump-file.ts',
  ],
  // Text that people edit, as their editors save it.
  'server/files': ['server/files', 'server/config/operator-error.ts', 'node:*'],
  'server/policy': [
    ...['server/policy', 'server/contract', 'server/files', 'server/config/operator-error.ts'],
    ...['type:server/domain', 'server/domain/policy', 'valibot', 'node:*'],
  ],
  // The list of deletions: a file beside the database, which the store adds to and a restore replays.
  'server/deletions': [
    ...['server/deletions', 'server/files', 'server/store/sqlite/file/make-folder.ts', 'node:*'],
    ...['type:server/store/store.ts', 'server/store/store-error.ts'],
    ...['type:server/store/sqlite/erasure/archived-list.ts', 'type:server/backup/archive.ts'],
  ],
  'server/assets': ['server/assets', 'type:server/deps.ts', 'node:*'],
  // The list of countries, read into memory.
  'server/node/work': ['type:server', 'node:*'],
  'server/node/read-countries.ts': ['type:server', 'mmdb-lib', 'node:*'],
  'server/deps.ts': ['type:server', 'type:hono'],
  'server/app.ts': [
    'server/routes',
    'server/http',
    'server/domain',
    'server/contract',
    'type:server/deps.ts',
    'hono',
    'hono/*',
  ],
  // What a site is made of on every runtime.
  'server/build-core.ts': [
    ...['server/domain', 'server/ledger/bind-database.ts', 'type:server'],
    ...['server/crypto/jws.ts', 'server/crypto/open-keys.ts'],
  ],
  'server/build-deps.ts': [
    ...['server/domain', 'server/config', 'server/mail', 'server/open-editions.ts', 'type:server'],
    ...['server/assets/compressor.ts', 'node:crypto'],
  ],
  'server/open-editions.ts': [
    ...['server/domain', 'server/assets/build-assets.ts', 'type:server', 'node:crypto'],
  ],
  'server/node/open-core.ts': ['server', 'node:*'],
  // The edge: no file, no port, no driver but its own.
  'server/worker': [
    ...['server/worker', 'server/app.ts', 'server/build-core.ts', 'server/build-deps.ts'],
    ...['server/jobs.ts', 'server/open-editions.ts', 'server/assets/build-assets.ts'],
    ...['server/assets/compressor.ts', 'server/config', 'server/crypto', 'server/domain'],
    ...[
      'server/ledger',
      'server/store/sqlite/durable',
      'server/store/sqlite/newer-database-error.ts',
    ],
    ...['server/store/store-error.ts', 'type:server', 'server/backup/recovery-bookmark.ts'],
    ...['server/deletions/archived-notes.ts', 'server/deletions/deletion-list-error.ts'],
    ...['server/backup/archived-backup.ts', 'server/backup/archived-restore.ts'],
    ...['server/backup/backup-error.ts', 'server/backup/tidy-restored.ts'],
    ...['type:hono', 'cloudflare:workers', 'cloudflare:email', 'virtual:kelisim-bundle'],
  ],
  'server/node/open-deps.ts': ['server', '@hono/node-server/conninfo', 'node:*'],
  'server/jobs.ts': ['server/domain', 'type:server/deps.ts', 'node:*'],
  // One file for each command that an operator runs beside the server: entries, as main.ts is.
  'server/node/commands': ['server', 'node:*'],
  'server/ledger': [
    ...[
      'server/ledger',
      'server/crypto',
      'server/domain/ledger',
      'server/store/sqlite/ledger/read-ledger.ts',
    ],
    ...['type:server/store/store.ts', 'type:server/contract', 'node:*'],
  ],
  // How the process reads its configuration: files, and modules of the operator's.
  'server/node/config': [
    ...['server/node/config', 'server/config', 'server/contract', 'server/files'],
    ...['valibot', 'node:*', 'computed'],
  ],
  'server/node/append-checkpoint.ts': ['type:server/deps.ts', 'server/domain', 'node:*'],
  'server/node/read-assets.ts': ['server/assets', 'type:server/deps.ts', 'node:*'],
  'server/mail': ['server/mail', 'type:server/domain', 'type:server/config/site/site-config.ts'],
  'server/node/prepare-start.ts': ['server', 'node:*'],
  'server/node/listen.ts': [
    ...['server/config', 'server/node/send-whole-answers.ts', '@hono/node-server'],
    ...['type:node:http', 'type:node:net'],
  ],
  'server/node/send-whole-answers.ts': ['type:node:http', 'type:node:net', 'type:node:stream'],
  'server/node/format-addresses.ts': ['type:server/deps.ts'],
  'server/node/log-condition.ts': ['type:server/deps.ts', 'type:server/store/store.ts'],
  'server/node/serve-site.ts': ['server', 'node:*', '@hono/node-server', 'pino'],
  'server/node/main.ts': ['server/node/serve-site.ts'],
  // Checks the inspector's folder by the very rules by which its lines were sealed.
  'server/console/inspector': [
    ...['server/console/inspector', contractTypes, 'fflate', 'type:server/domain/folder'],
    ...['server/domain/identifiers', 'server/domain/ledger/checkpoint.ts'],
    'server/domain/ledger/leaves.ts',
  ],
  'server/console': ['server/console', 'preact', 'preact/*', contractTypes, typed],
  demo: ['demo'],
  // Not the school's site but what fills one with a year: an entry, as a command is.
  'demo/year': ['demo/year', 'server', 'node:*'],
}

/** Packages that one file or folder has to itself, on top of its layer. */
const alone: Readonly<Record<string, readonly string[]>> = {
  'server/http/browser': ['ua-parser-js', 'isbot', 'lru-cache'],
  'server/crypto/jws.ts': ['jose'],
  'server/domain/folder': ['fflate'],
  'server/mail': ['nodemailer', 'nodemailer/lib/mail-composer'],
  'server/node/commands/config-schema.ts': ['@valibot/to-json-schema'],
  'server/http/operations': ['@valibot/to-json-schema'],
  'server/routes/pages': ['marked'],
  'server/store/sqlite/condition': ['better-sqlite3', 'node:*'],
  'server/store/sqlite/file/connect.ts': ['better-sqlite3', 'node:*'],
  'server/store/sqlite/ledger/read-ledger.ts': ['better-sqlite3'],
  'server/store/sqlite/file/database-file.ts': ['better-sqlite3', 'node:*'],
  'server/store/sqlite/file/make-folder.ts': ['node:*'],
  'server/store/sqlite/erasure/deletion-list.ts': ['server/deletions'],
  'server/store/sqlite/erasure/archived-list.ts': ['server/deletions'],
  'server/store/sqlite/durable/load-durable.ts': ['server/deletions'],
  'server/store/sqlite/file/dump-file.ts': ['better-sqlite3', 'drizzle-orm/migrator'],
  'server/store/sqlite/file/migrate-file.ts': ['better-sqlite3', 'drizzle-orm/*'],
  'server/store/sqlite/durable/open-durable.ts': ['drizzle-orm/durable-sqlite', 'node:crypto'],
  'server/store/sqlite/file/open.ts': [
    ...['better-sqlite3', 'drizzle-orm/*', 'server/deletions', 'server/files', 'node:*'],
  ],
}

const isIn = (path: string, place: string) => path === place || path.startsWith(`${place}/`)

const covers = (target: string, imported: string) =>
  target.endsWith('*') ? imported.startsWith(target.slice(0, -1)) : isIn(imported, target)

/** A package is named exactly: that `drizzle-orm` is allowed says nothing about its drivers. */
const coversPackage = (target: string, imported: string) =>
  target.endsWith('*') ? imported.startsWith(target.slice(0, -1)) : imported === target

function permits(rule: string, imported: string, kind: ImportKind): boolean {
  const [, limit, target = ''] = /^(type:|dynamic:)?(.*)$/.exec(rule) ?? []
  if (limit === 'type:' && kind !== 'type') return false
  if (limit === 'dynamic:' && kind === 'value') return false
  const isOwn = /^(widget|server|demo|test)\//.test(imported)
  return (isOwn ? covers : coversPackage)(target, imported)
}

const resolve = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier

/** JSX compiles to an import of Preact that nobody wrote. */
const importsOf = (file: string, source: string): FoundImport[] => [
  ...readImports(file, source),
  ...(file.endsWith('.tsx') ? [{ specifier: 'preact', kind: 'value' as const }] : []),
]

/** What is wrong with one file's imports: lines such as `widget/bad.ts → server/domain/visits/visit.ts (value)`. */
export function findViolations(file: string, source: string): string[] {
  const layer = Object.keys(allowed)
    .filter((place) => isIn(file, place))
    .sort((a, b) => b.length - a.length)[0]
  if (layer === undefined) return [`${file} belongs to no layer`]
  const own = Object.entries(alone).flatMap(([place, rules]) => (isIn(file, place) ? rules : []))
  const rules = [...(allowed[layer] ?? []), ...own]
  const wrong = importsOf(file, source)
    .map(({ specifier, kind }) => ({ imported: resolve(file, specifier), kind }))
    .filter(({ imported, kind }) => !rules.some((rule) => permits(rule, imported, kind)))
  return [...new Set(wrong.map(({ imported, kind }) => `${file} → ${imported} (${kind})`))]
}
