import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { beginGeneration } from '../../../server/crypto/begin-generation.ts'
import { type Keys, openKeys } from '../../../server/crypto/open-keys.ts'
import { normalEmail } from '../../../server/domain/addresses/email-form.ts'
import { makeCode, takeCode } from '../../../server/domain/codes/one-time-code.ts'
import { rotateKeys } from '../../../server/domain/keys/rotate-keys.ts'
import { createPrepareMail } from '../../../server/domain/mail/queue-mail.ts'
import type { Mail } from '../../../server/domain/mail/send-mail.ts'
import { identify } from '../../../server/domain/subject/identify.ts'
import { nameOf } from '../../../server/domain/subject/subject.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../../store/records.ts'

// DS-11, SE-11: who is signed in by a mailed code sees what is theirs while keys are rotated and after it, and no more.

const site = v.parse(siteConfig, defaultSite)
const clock = () => NOW_MS
const secrets = { current: randomBytes(32), previous: [] }

let folder: string
let store: Store
let keys: Keys
const mails: Mail[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-session-'))
  store = await openSqlite(join(folder, 'session.db'))
  keys = await openKeys(store, secrets, clock)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const depsOf = ({ cryptography }: Keys) => {
  const prepare = createPrepareMail({ cryptography, clock, site })
  const prepareMail: typeof prepare = (mail) => {
    mails.push(mail)
    return prepare(mail)
  }
  return { store, cryptography, clock, log: () => {}, prepareMail }
}

/** Stores a message as the server would, and returns its reference. */
async function addMessage(email: string, { cryptography } = keys): Promise<string> {
  const id = uuidV7()
  const record = buildRecord()
  const message = buildMessage({
    ...{ id, consentId: record.id },
    name: await cryptography.seal('messages.name', id, 'Anna'),
    email: await cryptography.seal('messages.email', id, email),
    phone: null,
    message: await cryptography.seal('messages.message', id, 'text'),
    emailIndex: cryptography.blindIndexes('messages.email', normalEmail(email))[0] ?? null,
  })
  await store.addMessage(message, record, buildEvent(record))
  return message.reference
}

/** Signs in by a mailed code. Returns a function that lists the references of what is seen in the session. */
async function signIn(email: string, of = keys) {
  const deps = depsOf(of)
  const asked = await makeCode({ email, language: 'kk', network: undefined }, deps)
  if (asked === 'too_many') throw new Error('too many')
  const session = await takeCode(asked.challenge, mails.at(-1)?.values.code ?? '', deps)
  if (!session) throw new Error('the code was refused')
  return async (seenBy = of) => {
    const subject = await identify(`code.${session.token}`, depsOf(seenBy))
    return subject?.things.map(nameOf).sort()
  }
}

async function beginRotation() {
  await beginGeneration(store, secrets.current, clock)
  await keys.refresh()
}

const rotate = (changes: Partial<Parameters<typeof rotateKeys>[0]> = {}) =>
  rotateKeys({
    ...{ store, cryptography: keys.cryptography, clock, untilSeenByAll: async () => {} },
    ...changes,
  })

test('SE-11: a session of before the rotation sees the same afterwards, and nothing of anybody else', async () => {
  const own = [await addMessage('Anna@Example.kz'), await addMessage('anna@example.kz')].sort()
  const others = [await addMessage('other@example.kz')]
  const [anna, other] = [await signIn('anna@example.kz'), await signIn('other@example.kz')]
  await beginRotation()
  expect((await rotate()).retiredIds).toEqual([1])
  await keys.refresh()
  expect(await anna()).toEqual(own)
  expect(await other()).toEqual(others)
})

test('SE-11: a session that is opened while a rotation is under way, or was cut off, sees everything then and later', async () => {
  const own = [await addMessage('anna@example.kz')]
  await beginRotation()
  const early = await signIn('anna@example.kz')
  expect(await early()).toEqual(own)
  own.push(await addMessage('anna@example.kz'))
  own.sort()
  const late = await signIn('anna@example.kz')
  await addMessage('other@example.kz')
  for (const list of [early, late]) expect(await list()).toEqual(own)
  await rotate()
  await keys.refresh()
  for (const list of [early, late]) expect(await list()).toEqual(own)
})

test('SE-11: in the middle of it, where some messages of an address are done and others not, all are seen', async () => {
  const own: string[] = []
  for (let sent = 0; sent < 3; sent++) own.push(await addMessage('anna@example.kz'))
  own.sort()
  await addMessage('other@example.kz')
  const list = await signIn('anna@example.kz')
  await beginRotation()
  const seen: unknown[] = []
  const resealValues: Store['resealValues'] = async (values) => {
    for (const one of values) {
      await store.resealValues([one])
      seen.push(await list())
    }
  }
  await rotate({ store: { ...store, resealValues } })
  expect(seen.length).toBeGreaterThan(8)
  for (const one of seen) expect(one).toEqual(own)
})

test('DS-11: an address that only looks alike is another one after a rotation too: it gets no code, and opens nothing', async () => {
  const own = [await addMessage('k@example.kz')]
  // U+212A, the Kelvin sign, becomes `k` by Unicode's rules.
  await addMessage('\u212a@example.kz')
  await beginRotation()
  await rotate()
  await keys.refresh()
  expect(await (await signIn('k@example.kz'))()).toEqual(own)
  expect(mails.at(-1)?.to).toBe('k@example.kz')
})

test('SE-11: nothing is moved before every server knows the new generation: one that does not would not find it', async () => {
  const own = [await addMessage('anna@example.kz')]
  const late = await openKeys(store, secrets, clock)
  await beginRotation()
  let seen: unknown
  await rotate({
    untilSeenByAll: async () => {
      seen = await (await signIn('anna@example.kz', late))()
    },
  })
  expect(seen).toEqual(own)
})
