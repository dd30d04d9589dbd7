import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import { bearer, openVisitor, school, sitesOf } from '../support/worker/visitor.ts'

// A site whose database was lost is restored from a backup of its own, while the bucket lets nothing be deleted.

const almaty = school('almaty')
const { host } = almaty
const RESTORE = `${host}/restore.backup`
const BACKUPS = `${host}/backups/`
const LIST = `${host}/deletions.log`
const KELISIM_SECRET = Buffer.alloc(32, 6).toString('base64')
const deploy = () =>
  startWorkerSites({
    sites: sitesOf(almaty),
    bindings: { NODE_ENV: 'production', KELISIM_SECRET },
  })

const person = { id: '', secret: '' }
let backup: Buffer
let list: Buffer

const runWork = async (sites: WorkerSites) => {
  await sites.query(host, "delete from jobs where name in ('backup', 'sealing')")
  await sites.call(host, 'runAlarms', 1)
}
const listBackups = async (sites: WorkerSites) =>
  (await sites.readArchive()).filter((key) => key.startsWith(BACKUPS))

beforeAll(async () => {
  const sites = await deploy()
  try {
    Object.assign(person, await openVisitor(sites, almaty).consent())
    await runWork(sites)
    backup = await sites.readObject((await listBackups(sites)).at(-1) ?? '')
    list = await sites.readObject(LIST)
  } finally {
    await sites.stop()
  }
})

describe('a backup that was restored and cannot be put away', () => {
  let sites: WorkerSites
  beforeEach(async () => {
    sites = await deploy()
    await sites.putObject(LIST, list)
    await sites.putObject(RESTORE, backup)
    await sites.call(host, 'lockArchive', true)
    expect(await seePerson()).toBe(200)
    await vi.waitFor(() => expect(countWarnings()).toBeGreaterThan(0))
    expect(await sites.readObject(RESTORE)).toEqual(backup)
  })
  afterEach(() => sites.stop())

  const seePerson = async () =>
    (await openVisitor(sites, almaty).get('/v1/me', bearer(person.id, person.secret))).status
  const countWarnings = () => sites.output().match(/"restored_not_tidied"/g)?.length
  const readRestores = () =>
    sites.query(
      host,
      "select arrival from register_entries where register = 'audit' and content like '%database.restore%'",
    )
  /** Is served as it went on, was loaded once, and lies among the backups once. */
  async function expectTidied() {
    expect(await sites.readArchive()).not.toContain(RESTORE)
    // Regular work makes backups of its own.
    const backups = await Promise.all((await listBackups(sites)).map(sites.readObject))
    expect(backups.filter((one) => one.equals(backup))).toHaveLength(1)
    await sites.evict(host)
    expect(await seePerson()).toBe(200)
    expect(await readRestores()).toHaveLength(1)
    expect(sites.output().match(/"msg":"restored"/g)).toHaveLength(1)
  }

  test('is put away by regular work, once the bucket lets it', async () => {
    await sites.call(host, 'runAlarms', 1)
    await vi.waitFor(() => expect(countWarnings()).toBeGreaterThan(1))
    await sites.call(host, 'lockArchive', false)
    // The platform's own alarm may be at it since before.
    await vi.waitFor(
      async () => {
        await sites.call(host, 'runAlarms', 1)
        expect(await sites.readArchive()).not.toContain(RESTORE)
      },
      { timeout: 20_000 },
    )
    await expectTidied()
  })

  test('is put away by the next start', async () => {
    await sites.call(host, 'lockArchive', false)
    await sites.evict(host)
    expect(await seePerson()).toBe(200)
    await expectTidied()
  })

  test('is left alone where another lies there by now, which is not loaded', async () => {
    const other = Buffer.from('another backup')
    await sites.putObject(RESTORE, other)
    await sites.call(host, 'lockArchive', false)
    for (let start = 0; start < 2; start++) {
      await sites.evict(host)
      expect(await seePerson()).toBe(200)
      expect(await sites.readObject(RESTORE)).toEqual(other)
    }
    expect(await readRestores()).toHaveLength(1)
  })
})
