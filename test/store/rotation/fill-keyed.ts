import type { Cryptography } from '../../../server/crypto/cryptography.ts'
import { createSign, generateSigningKey } from '../../../server/crypto/jws.ts'
import { ensureSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import { createVisitHiding } from '../../../server/domain/visits/hide-visits.ts'
import type { Store } from '../../../server/store/store.ts'
import { addStaff } from '../../support/staff/staff-session.ts'
import { buildEvent, buildMessage, buildRecord, buildVisit, NOW_MS, uuidV7 } from '../records.ts'
import { buildInvitation } from '../staff-records.ts'
import { buildCode, buildMail, buildRequest } from '../subject-records.ts'

const EMAIL = 'anna@planted.kz'

async function addMessage(
  store: Store,
  { seal }: Cryptography,
  emailIndex: Uint8Array,
): Promise<void> {
  const id = uuidV7()
  const blank = buildRecord()
  const record = { ...blank, subjectName: await seal('consents.name', blank.id, 'Anna') }
  const message = buildMessage({
    ...{ id, consentId: record.id, emailIndex },
    name: await seal('messages.name', id, 'Anna'),
    email: await seal('messages.email', id, EMAIL),
    phone: await seal('messages.phone', id, '+7 701 123 45 67'),
    message: await seal('messages.message', id, 'text'),
  })
  await store.addMessage(message, record, buildEvent(record))
}

async function addRequest(
  store: Store,
  { seal }: Cryptography,
  emailIndex: Uint8Array,
): Promise<void> {
  const id = uuidV7()
  const request = buildRequest({
    ...{ id, subjectKind: 'address' },
    name: await seal('requests.name', id, 'Anna'),
    email: await seal('requests.email', id, EMAIL),
    text: await seal('requests.text', id, 'text'),
    answer: await seal('requests.answer', id, 'text'),
  })
  await store.addRequest(request, undefined, { emailIndexes: [emailIndex] })
}

async function addVisits(store: Store, cryptography: Cryptography): Promise<void> {
  store.hideVisits(createVisitHiding(cryptography))
  const id = uuidV7()
  const address = await cryptography.seal('visits.address', id, '203.0.113.77')
  const unjoined = buildVisit({ id: 'a'.repeat(32), consentId: '' })
  await store.addVisits([
    { row: buildVisit({ id, address }), counts: [], mayExist: false },
    { row: unjoined, owner: uuidV7(), counts: [], mayExist: false },
  ])
}

/** Stores a value in every column that depends on a key, as the server does. */
export async function fillKeyed(store: Store, cryptography: Cryptography): Promise<void> {
  const clock = () => NOW_MS
  await bindLedger({ store, cryptography, clock }, false)
  const keyMaker = { generateSigningKey, createSign }
  await ensureSigningKey({ store, cryptography, clock, keyMaker })
  const [emailIndex] = cryptography.blindIndexes('messages.email', EMAIL)
  const [use] = cryptography.blindIndexes('limits.use', EMAIL)
  if (!emailIndex || !use) throw new Error('there is a generation')
  await addMessage(store, cryptography, emailIndex)
  await addRequest(store, cryptography, emailIndex)
  await addVisits(store, cryptography)
  const ref = uuidV7()
  await store.deferErasure({
    ...{ ref, kind: 'message', number: 'D-22222222', ground: 'subject_request', atMs: NOW_MS },
    act: await cryptography.seal('erasure.act', ref, '{}'),
  })
  await addStaff({ store, cryptography, clock })
  const invited = uuidV7()
  const email = await cryptography.seal('invitations.email', invited, EMAIL)
  await store.addInvitation(buildInvitation({ id: invited, email }))
  const mailId = uuidV7()
  const mail = buildMail({
    id: mailId,
    recipient: await cryptography.seal('mail.recipient', mailId, EMAIL),
    content: await cryptography.seal('mail.content', mailId, '{}'),
  })
  const limits = [{ keys: [use], windows: [{ sinceMs: 0, atMost: 9 }] }]
  await store.addCode(buildCode({ emailIndex }), limits, { mail, limits: [], isWanted: true })
}
