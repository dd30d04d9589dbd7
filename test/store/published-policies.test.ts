import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'

test('PO-02 the database itself refuses to change or delete a version that was published in the console', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-published-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'kelisim.db')
  const store = await openSqlite(file)
  const texts = { kk: '1. Мәтін', ru: '1. Текст', en: '1. Text' }
  const approval = { version: '2027-01-01', by: 'account', atMs: 1 }
  const draft = {
    ...{ id: 'draft', revision: 1, basedOn: '2025-08-01', texts, summary: texts, approval },
    ...{ change: 'material' as const, effectiveOn: '2027-01-01' },
    ...{ changedBy: 'account', changedAtMs: 1 },
  }
  await store.addPolicyDraft(draft)
  const published = {
    ...{ version: '2027-01-01', effectiveOn: '2027-01-01', change: 'material' as const, texts },
    ...{ summary: texts, sha256: texts, approvedBy: 'account', approvedAtMs: 1, publishedAtMs: 2 },
  }
  await store.publishPolicy(published, draft)
  await store.close()
  const database = new Database(file)
  onTestFinished(() => void database.close())
  for (const statement of [
    `update policy_versions set texts = '{}'`,
    `update policy_versions set change = 'editorial'`,
    'delete from policy_versions',
  ])
    expect(() => database.exec(statement), statement).toThrow('append-only')
  expect(database.prepare('select change, texts from policy_versions').all()).toEqual([
    { change: 'material', texts: JSON.stringify(texts) },
  ])
})
