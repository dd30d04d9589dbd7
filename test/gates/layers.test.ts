import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findViolations } from './layer-matrix.ts'

const root = join(import.meta.dirname, '..', '..')
const files = globSync('{widget,server,demo}/**/*.{ts,tsx,js}', { cwd: root })

test('imports follow the layer matrix', () => {
  expect(files.length).toBeGreaterThan(50)
  const violations = files.flatMap((file) =>
    findViolations(file, readFileSync(join(root, file), 'utf8')),
  )
  expect(violations).toEqual([])
})

describe('the gate lets pass what the matrix allows', () => {
  test.each([
    [
      'widget/consent/a.ts',
      "import type { Choice } from './choice.ts'\nimport { send } from '../page/send.ts'",
    ],
    [
      'widget/ui/a.tsx',
      "import type { Choice } from '../consent/choice.ts'\nimport { h } from 'preact'",
    ],
    ['widget/visits/a.ts', "import type { VisitsBody } from '../../server/contract/index.ts'"],
    ['server/domain/a.ts', "import { type Store } from '../store/store.ts'"],
    ['server/store/sqlite/file/open.ts', "import { drizzle } from 'drizzle-orm/better-sqlite3'"],
  ])('%s %s', (file, source) => expect(findViolations(file, source)).toEqual([]))
})

describe('the gate catches a planted violation', () => {
  test.each([
    [
      'a schema as a value',
      'widget/visits/b.ts',
      "import { visit } from '../../server/contract/visitor/visit.ts'",
    ],
    [
      'a type past the door',
      'widget/visits/b.ts',
      "import type { V } from '../../server/contract/visitor/visit.ts'",
    ],
    [
      'a value through the door',
      'widget/visits/b.ts',
      "import { V } from '../../server/contract/index.ts'",
    ],
    ['a validator in the widget', 'widget/page/b.ts', "import 'valibot'"],
    ['Preact outside ui', 'widget/consent/b.ts', "import { h } from 'preact'"],
    ['JSX outside ui', 'widget/consent/b.tsx', 'export const b = <p />'],
    ['ui loaded with the loader', 'widget/index.ts', "import { open } from './ui/banner.tsx'"],
    [
      'one feature in another',
      'widget/consent/b.ts',
      "import type { T } from '../visits/tracker.ts'",
    ],
    ['ui in a feature', 'widget/consent/b.ts', "import type { P } from '../ui/props.ts'"],
    ['the network in ui', 'widget/ui/b.ts', "import { send } from '../page/send.ts'"],
    [
      'a feature in the page layer',
      'widget/page/b.ts',
      "import type { C } from '../consent/choice.ts'",
    ],
    [
      'a part that only a re-export brings',
      'widget/page/b.ts',
      "export * from '../consent/choice.ts'",
    ],
    ['a dynamic import', 'widget/visits/b.ts', "const b = await import('../ui/banner.tsx')"],
    ['an address worked out', 'widget/visits/b.ts', 'const b = await import(name)'],
    ['a type by import()', 'widget/page/b.ts', "type B = import('../ui/props.ts').Props"],
    [
      'an import over many lines',
      'server/domain/b.ts',
      "import {\n  type A,\n  b,\n} from '../routes/b.ts'",
    ],
    ['Hono in the domain', 'server/domain/b.ts', "import type { Context } from 'hono'"],
    ['Node in the domain', 'server/domain/b.ts', "import { randomUUID } from 'node:crypto'"],
    [
      'the store as a value in the domain',
      'server/domain/b.ts',
      "import { s } from '../store/store.ts'",
    ],
    [
      'a database in the routes',
      'server/routes/b.ts',
      "import { o } from '../store/sqlite/open.ts'",
    ],
    [
      'a driver outside open.ts',
      'server/store/sqlite/b.ts',
      "import Database from 'better-sqlite3'",
    ],
    [
      'a driver of drizzle',
      'server/store/sqlite/b.ts',
      "import { d } from 'drizzle-orm/better-sqlite3'",
    ],
    ['a runtime in the application', 'server/app.ts', "import { serve } from '@hono/node-server'"],
    [
      'the server in the contract',
      'server/contract/b.ts',
      "import type { S } from '../store/store.ts'",
    ],
    ['a value out of the door', 'server/contract/index.ts', "export { visit } from './visit.ts'"],
    [
      'the console past the door',
      'server/console/b.ts',
      "import type { S } from '../store/store.ts'",
    ],
    ['the server in the demo', 'demo/b.ts', "import type { C } from '../server/contract/index.ts'"],
    ['a folder without a layer', 'widget/utils/b.ts', 'export const b = 1'],
  ])('%s', (_, file, source) => expect(findViolations(file, source)).toHaveLength(1))
})
