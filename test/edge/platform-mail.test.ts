import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import { openVisitor, school, sitesOf } from '../support/worker/visitor.ts'

// Mail by the platform's own binding, which on this machine writes each mail to a file and says where.

const STAFF = 'office@almaty.kz'
const PARENT = 'parent@almaty.kz'
const almaty = school('almaty', { mail: { from: 'school@almaty.kz', staff: STAFF } })
const taraz = school('taraz', { mail: { from: 'school@taraz.kz', staff: 'office@taraz.kz' } })

let sites: WorkerSites
beforeAll(async () => {
  sites = await startWorkerSites({
    sites: sitesOf(almaty, taraz),
    bindings: { NODE_ENV: 'production' },
    further: {
      // Nobody of the other site may be written to, as where the platform does not know the address.
      email: { send_email: [{ name: 'EMAIL', allowed_destination_addresses: [STAFF, PARENT] }] },
    },
  })
})
afterAll(() => sites.stop())

const readMails = () =>
  [...sites.output().matchAll(/\S+\.eml/g)].map(([path]) => readFileSync(path, 'utf8'))
const readWaiting = (host: string) =>
  sites.query<{ attempts: number }>(host, 'select attempts from mail_queue')

test('a mail is sent once, with the headers that it has by SMTP, and waits no more', async () => {
  const { reference } = await openVisitor(sites, almaty).write({ email: PARENT })
  await sites.call(almaty.host, 'runAlarms', 1)
  await vi.waitFor(() => expect(readMails()).toHaveLength(2), { timeout: 30_000 })
  const mails = readMails()
  expect(mails.filter((one) => one.includes(`To: ${PARENT}`))).toHaveLength(1)
  const mail = mails.find((one) => one.includes(`To: ${STAFF}`)) ?? ''
  expect(mail).toMatch(/^From: school@almaty\.kz\r?$/m)
  expect(mail).toMatch(/^To: office@almaty\.kz\r?$/m)
  expect(mail).toMatch(/^Message-ID: <[0-9a-f-]{36}@almaty\.kz>\r?$/im)
  expect(mail).toMatch(/^Auto-Submitted: auto-generated\r?$/im)
  const [head = '', body = ''] = mail.split(/\r?\n\r?\n/)
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1]
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : mail
  expect(head + text).toContain(reference)
  await vi.waitFor(async () => expect(await readWaiting(almaty.host)).toEqual([]))
})

test('a mail that the platform does not take waits, and is tried again', async () => {
  const before = readMails().length
  await openVisitor(sites, taraz).write()
  await sites.call(taraz.host, 'runAlarms', 1)
  const waiting = await readWaiting(taraz.host)
  expect(waiting.length).toBeGreaterThan(0)
  expect(waiting.every(({ attempts }) => attempts === 1)).toBe(true)
  expect(sites.output()).toContain('mail_waits')
  expect(sites.output()).not.toContain('mail_given_up')
  expect(readMails()).toHaveLength(before)
})
