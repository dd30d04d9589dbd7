import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startServer } from '../../support/server/start-server.ts'
import { comparePicture } from '../../support/widget/picture.ts'

// docs/console.md shows the main screens with a school's life in them. `npm run pictures` makes the pictures; here they are
// made anew and held against them.

const root = join(import.meta.dirname, '..', '..', '..')
const SCREENS = [
  ['console', ''],
  ['console-statistics', '/statistics'],
  ['console-messages', '/messages'],
  ['console-requests', '/requests'],
] as const

test.use({ viewport: { width: 1440, height: 900 } })

test('the documentation shows the main screens as the console shows them, and no name or address in clear', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-pictures-'))
  const args = [join(root, 'demo', 'year', 'run.ts'), '--days', '45', '--folder', folder]
  const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  const [, email = '', password = ''] = /administrator +(\S+) +(\S+)/.exec(printed) ?? []
  const environment = { KELISIM_SECRET: readFileSync(join(folder, 'secret'), 'utf8').trim() }
  const server = await startServer({ folder, environment })
  try {
    await page.goto(`${server.url}/admin`)
    await page.getByLabel('Электрондық пошта').fill(email)
    await page.getByLabel('Құпиясөз', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Кіру' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Бүгін' })).toBeVisible()
    const differences: string[] = []
    for (const [name, address] of SCREENS) {
      await page.goto(`${server.url}/admin${address}`)
      await expect(page.locator('main h1')).toBeVisible()
      await expect(page.locator('main .panel, main table').first()).toBeVisible()
      await expect(page.locator('main')).not.toContainText(/@example\.kz|Сәрсенова|Жұмабаев/)
      differences.push(...comparePicture(name, await page.screenshot()))
    }
    expect(differences).toEqual([])
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
