import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Builder, type WebDriver } from 'selenium-webdriver'
import type { WebKitPaths } from './sources.ts'
import { until } from './until.ts'

/** Starts a virtual screen, the driver on it and one browser. */
export async function openSession(
  paths: WebKitPaths,
): Promise<{ readonly driver: WebDriver; close(): Promise<void> }> {
  const started: ChildProcess[] = []
  const end = async () => {
    for (const child of started.reverse()) await stop(child)
  }
  try {
    const screen = spawn(
      paths.screen,
      ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    )
    started.push(screen)
    const display = await readDisplay(screen)
    const port = await findFreePort()
    const env = { ...process.env, DISPLAY: `:${display}` }
    started.push(spawn(paths.driver, [`--port=${port}`], { env, stdio: 'ignore' }))
    const url = `http://127.0.0.1:${port}`
    await until('WebKitWebDriver', () => fetch(`${url}/status`).catch(() => undefined))
    const driver = await new Builder()
      .usingServer(url)
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
      })
      .build()
    return {
      driver,
      async close() {
        await driver.quit()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** Returns the screen's number, which it prints once it is ready. */
async function readDisplay(screen: ChildProcess): Promise<string> {
  const pipe = screen.stdio[3]
  if (!pipe) throw new Error('The screen was started without a pipe.')
  const [number] = await Promise.race([
    once(pipe, 'data'),
    once(screen, 'exit').then(() => Promise.reject(new Error('The screen ended at once.'))),
  ])
  return String(number).trim()
}

/** The driver does not report the port it chose, so it is given one. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
