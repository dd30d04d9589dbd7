import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words as en } from '../../../server/console/registers/text/words/en.ts'
import { words as kk } from '../../../server/console/registers/text/words/kk.ts'
import { words as ru } from '../../../server/console/registers/text/words/ru.ts'
import { longJobKinds } from '../../../server/contract/staff/long-job.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const sources = globSync('server/{domain,routes,node,store,*.ts}/**/*.ts', { cwd: root })
const code = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')

/** Every action that the server writes into the audit register. */
const actions = new Set([
  ...Array.from(
    code.matchAll(/(?:action: |audit\w*\(\s*)'([a-z_]+(?:\.[a-z_]+)?)'/g),
    ([, name]) => name,
  ),
  ...Array.from(code.matchAll(/event: '(deletions_\w+)'/g), ([, event]) => `database.${event}`),
  ...longJobKinds.map((kind) => `${kind}.run`),
])

test('SE-04 what staff and the server have done is said in words: no action stands in the audit register by its code', () => {
  expect(actions.size).toBeGreaterThan(45)
  for (const words of [kk, ru, en] as readonly Readonly<Record<string, string>>[]) {
    const missing = [...actions].filter(
      (action) => !words[`w_${String(action).replaceAll('.', '_')}`],
    )
    expect(missing).toEqual([])
  }
})
