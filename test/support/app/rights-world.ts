import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { normalEmail } from '../../../server/domain/addresses/email-form.ts'
import { addDays, dayStartMs } from '../../../server/domain/calendar/day.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { createPrepareMail } from '../../../server/domain/mail/queue-mail.ts'
import type { Mail } from '../../../server/domain/mail/send-mail.ts'
import type { EraseDeps } from '../../../server/domain/rights/erase-thing.ts'
import { findThing, idOf, type Thing } from '../../../server/domain/subject/subject.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { ConsentRecord, MessageRow } from '../../../server/store/store.ts'
import {
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  NOW_MS,
  TODAY,
  uuidV7,
} from '../../store/records.ts'

/** Dependencies of the rules about a person's own data, on a real database and without the rest of the server. */
export interface RightsWorld {
  readonly deps: EraseDeps
  /** Prepared mails, in order. The store's own tests check which of them are queued. */
  readonly prepared: Mail[]
  readonly logged: unknown[]
  nowMs: number
  addConsent(visits?: number, change?: Partial<ConsentRecord>): Promise<Thing>
  addMessage(email?: string, change?: Partial<MessageRow>): Promise<Thing>
  /** Sets a legal hold on a thing to the end of a day. */
  hold(thing: Thing, untilOn: string): Promise<void>
  /** Returns whether anything remains of a thing: its message, or visits of its consent. */
  isThere(thing: Thing): Promise<boolean>
  /** Returns register lines in plain text, oldest first. */
  readLines(register: 'audit' | 'destructions'): Promise<readonly Record<string, unknown>[]>
  /**
   * Runs a function before each write of a store method about a thing: it can set a hold, or fail like a full disk.
   *
   * @returns a function that ends it.
   */
  beforehand(
    method: 'eraseMessage' | 'eraseConsent' | 'deferErasure',
    act: (id: string) => Promise<void>,
  ): () => void
  close(): Promise<void>
}

/** Opens it at noon in Almaty. */
export async function openRightsWorld(): Promise<RightsWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-rights-'))
  const store = await openSqlite(join(folder, 'kelisim.db'))
  const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
  const site = v.parse(siteConfig, defaultSite)
  const prepared: Mail[] = []
  const logged: unknown[] = []
  const state = { nowMs: NOW_MS }
  const clock = () => state.nowMs
  const prepare = createPrepareMail({ cryptography, clock, site })
  const deps: EraseDeps = {
    ...{ store, cryptography, clock, site, consents: createConsentCache(store) },
    clockGuard: { now: clock },
    log: (...line) => logged.push(line),
    prepareMail: (mail) => {
      prepared.push(mail)
      return prepare(mail)
    },
  }
  const find = async (id: string): Promise<Thing> => {
    const thing = await findThing({ store }, id)
    if (!thing) throw new Error('it was not stored')
    return thing
  }
  return Object.assign(state, {
    ...{ deps, prepared, logged },
    async addConsent(visits = 0, change = {}) {
      const record = buildRecord(change)
      await store.addConsent(record, buildEvent(record), [])
      const rows = Array.from({ length: visits }, () => buildVisit({ consentId: record.id }))
      await store.addVisits(rows.map((row) => ({ row, mayExist: false, counts: [] })))
      return find(record.id)
    },
    async addMessage(email = 'aigul@example.kz', change = {}) {
      const row = buildMessage(change)
      const [emailIndex] = cryptography.blindIndexes('messages.email', normalEmail(email))
      const sealed = await cryptography.seal('messages.email', row.id, email)
      const record = buildRecord({ id: row.consentId, surface: 'contact_form' })
      const event = buildEvent(record, { purposes: { contact: true } })
      const message = { ...row, email: sealed, emailIndex: emailIndex ?? row.emailIndex }
      await store.addMessage(message, record, event)
      return find(row.id)
    },
    async hold(thing: Thing, untilOn: string) {
      const untilMs = dayStartMs(addDays(untilOn, 1), site.timeZone)
      const facts = { kind: thing.kind, ref: idOf(thing), reason: 'Order 7' }
      await store.addLegalHold({ ...facts, id: uuidV7(), atMs: state.nowMs, untilMs })
    },
    async isThere(thing: Thing) {
      if (thing.kind === 'message')
        return (await find(idOf(thing)).catch(() => undefined)) !== undefined
      return (await store.readVisits(idOf(thing), TODAY, TODAY)).length > 0
    },
    async readLines(register: 'audit' | 'destructions') {
      const lines = await store.readRegister(register, 0, 100)
      return lines.map(({ content, actor }) => ({ ...JSON.parse(String(content)), actor }))
    },
    beforehand(
      method: 'eraseMessage' | 'eraseConsent' | 'deferErasure',
      act: (id: string) => Promise<void>,
    ) {
      const write = store[method] as (...given: unknown[]) => Promise<unknown>
      const wrapped = async (...given: unknown[]) => {
        const [first] = given as [string | { readonly ref: string }]
        await act(typeof first === 'string' ? first : first.ref)
        return write.apply(store, given)
      }
      Object.assign(deps, { store: { ...store, [method]: wrapped } })
      return () => Object.assign(deps, { store })
    },
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}
