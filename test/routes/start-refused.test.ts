import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startServer } from '../support/start-server.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-refused-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** What the real server prints that does not start; it fails where it does, and where it has to be killed. */
async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  const said = await startServer({ folder, environment }).then(
    (server) => server.stop().then(() => 'it started'),
    (error: Error) => error.message,
  )
  expect(said).not.toMatch(/\n\s+at |it started|listens on/)
  return said
}

describe('PO-02 a folder of policies that is not there', () => {
  test('stops the start, and is named with what to do; nothing falls back to an older policy', async () => {
    const missing = join(folder, 'polices')
    const said = await refusal({ KELISIM_POLICIES: missing })
    expect(said).toContain(`KELISIM_POLICIES: there is no folder ${missing}`)
    expect(said).toMatch(/make the folder, or publish/)
    expect(existsSync(missing)).toBe(false)
  })

  test('is no folder either where it is a file', async () => {
    const file = join(folder, 'policies')
    await writeFile(file, '')
    expect(await refusal({ KELISIM_POLICIES: file })).toContain('KELISIM_POLICIES: ')
  })

  test('an empty one starts: nothing was published into it yet', async () => {
    const empty = join(folder, 'policies')
    await mkdir(empty)
    const server = await startServer({ folder, environment: { KELISIM_POLICIES: empty } })
    expect(server.output()).not.toContain('KELISIM_POLICIES')
    await server.stop()
  })
})
