import { createServer, request } from 'node:http'
import { HEAD } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { listen } from '../../support/server/listen.ts'

const PASSWORD = 'көктемде қар ериді'

/** A proxy that hands on no `Host`, as nginx does unless told to. */
const startBareProxy = (upstream: string) =>
  listen(
    createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming
      const { hostname, port, host } = new URL(upstream)
      const options = { hostname, port, method, path: url, headers: { ...headers, host } }
      const forwarded = request(options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      forwarded.on('error', () => outgoing.destroy())
      incoming.pipe(forwarded)
    }),
  )

const words = [
  { language: 'Қазақша', said: /^Сервер бұл беттің мекенжайын танымайды/ },
  { language: 'Русский', said: /^Сервер не знает адреса этой страницы/ },
  { language: 'English', said: /^The server does not know this page’s address/ },
] as const

test('behind a proxy that hands on no Host the console says in each language which setting is missing, and sets no password', async ({
  page,
  server,
}) => {
  const proxy = await startBareProxy(server.url)
  const at = `http://localhost:${proxy.port}`
  const token = /#setup=([\w-]+)/.exec(server.output())?.[1]
  await page.goto(`${at}/admin/#setup=${token}`)
  for (const { language, said } of words) {
    await page.getByRole('button', { name: language }).click()
    for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD)
    await page.locator('input[type=text]').fill(HEAD.name)
    await page.locator('input[type=email]').fill(HEAD.email)
    await page.locator('form button[type=submit]').click()
    const alert = page.getByRole('alert').filter({ hasText: 'KELISIM_URL' })
    await expect(alert).toHaveText(said)
    await expect(alert).toContainText(`KELISIM_URL=${at}`)
  }
  const rows = server.openDatabase().prepare('SELECT count(*) FROM accounts').pluck().get()
  expect(rows).toBe(0)
  expect(server.output()).toContain('foreign_host')
  await proxy.close()
})
