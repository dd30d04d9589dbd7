import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'

const folder = join(import.meta.dirname, '..', '..', 'e2e', 'trees')

/** Values that differ in each run, and their placeholders. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/http:\/\/[\d.]+:\d+/g, '{server}'],
  [/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '{id}'],
  [/\bK-[A-Z\d]{8}\b/g, '{reference}'],
  [/\b([A-Z\d]{4}-){6}[A-Z\d]{4}\b/g, '{code}'],
  [/\b\d{2}\.\d{2}\.\d{4}\b/g, '{day}'],
  // Recipient of choices, derived from the millisecond in which the database first had a notice.
  [/\bkelisim-[\da-f]{8}\b/g, 'kelisim-{owner}'],
]

/**
 * Passes where a panel's accessibility tree equals the reference file, word by word. Where `isRenewed`, rewrites a reference
 * that differs.
 */
export async function expectTree(panel: Locator, name: string, isRenewed: boolean): Promise<void> {
  const file = join(folder, `${name}.yml`)
  const read = async () =>
    varying.reduce((tree, [found, word]) => tree.replace(found, word), await panel.ariaSnapshot())
  if (isRenewed) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `${await read()}\n`)
  }
  expect(existsSync(file), `${name}: there is no reference`).toBe(true)
  await expect.poll(read, name).toBe(readFileSync(file, 'utf8').trimEnd())
}
