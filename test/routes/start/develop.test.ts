import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { listen } from '../../support/server/listen.ts'

// `npm run dev` as a developer types it.

const root = join(import.meta.dirname, '..', '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'kelisim-dev-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function findFreePort(): Promise<number> {
  const { port, close } = await listen(createServer())
  await close()
  return port
}

test('npm run dev serves the console from its sources and the widget by the server behind it; ended, neither is left', async () => {
  const serverPort = await findFreePort()
  const child = spawn(process.execPath, [join(root, 'setup.js'), 'dev'], {
    cwd: root,
    env: {
      ...process.env,
      ...{ NODE_ENV: 'development', PORT: String(serverPort), NO_COLOR: '1' },
      ...{ DATABASE_URL: `file:${join(folder, 'kelisim.db')}`, KELISIM_CONFIG: '' },
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const exited = once(child, 'exit')
  try {
    const vite = await vi.waitFor(
      () => {
        const [, found] = /Local:\s+(http:\/\/localhost:\d+)\/admin\//.exec(printed) ?? []
        if (!found) throw new Error(`Vite is not ready:\n${printed}`)
        return found
      },
      { timeout: 40_000, interval: 100 },
    )
    const read = async (path: string) => {
      const answer = await fetch(vite + path)
      return { status: answer.status, text: await answer.text() }
    }
    const page = await read('/admin/')
    expect(page.status).toBe(200)
    expect(page.text).toContain('/admin/@vite/client')
    const source = await read('/admin/main.tsx')
    expect(source.status).toBe(200)
    expect(source.text).not.toContain('<!doctype html>')
    const widget = await vi.waitFor(
      async () => {
        const answer = await read('/widget.js')
        expect(answer.status, printed).toBe(200)
        return answer
      },
      { timeout: 40_000, interval: 200 },
    )
    expect(widget.text).not.toContain('@vite/client')
    child.kill('SIGTERM')
    await exited
    await expect(fetch(`${vite}/admin/`)).rejects.toThrow()
    await vi.waitFor(
      () => expect(fetch(`http://127.0.0.1:${serverPort}/widget.js`)).rejects.toThrow(),
      { timeout: 10_000, interval: 100 },
    )
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}, 120_000)
