import type { SearchBody, SearchResult } from '../../contract/index.ts'
import type { RequestRow, StoredMessage } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { hasEnded } from '../messages/open-messages.ts'
import { audit } from '../registers/audit.ts'
import { presentLine } from './message-list.ts'
import { presentRequestLine } from './request-list.ts'
import type { RequestStaffDeps } from './request-staff.ts'

interface Found {
  readonly messages: readonly StoredMessage[]
  readonly requests: readonly RequestRow[]
}

async function findBy(
  { reference, email }: SearchBody,
  { store, cryptography }: RequestStaffDeps,
): Promise<Found> {
  if (email !== undefined) {
    const indexes = indexEmail('messages.email', email, cryptography)
    return {
      messages: await store.findMessagesByEmail(indexes),
      requests: await store.findRequestsByEmail(indexes),
    }
  }
  const wanted = (reference ?? '').trim().toUpperCase()
  if (wanted.startsWith('R-')) {
    const request = await store.findRequest(wanted)
    return { messages: [], requests: request ? [request] : [] }
  }
  const message = await store.findMessage({ reference: wanted })
  if (!message) return { messages: [], requests: [] }
  return { messages: [message], requests: await store.readRequestsOf(message.id) }
}

/**
 * Finds messages and requests by a reference, a number or an exact address. Blocked messages are not found (DS-04). The audit
 * says what was searched by and how much was found, never the address.
 */
export async function search(body: SearchBody, deps: RequestStaffDeps): Promise<SearchResult> {
  const found = await findBy(body, deps)
  const open = found.messages.filter((row) => !row.isBlocked && !hasEnded(row, deps))
  const messages = await Promise.all(
    open.map(async (row) => ({ row, work: await deps.store.readWork('message', row.id) })),
  )
  const requests = await Promise.all(
    found.requests.map(async (row) => ({
      row,
      work: await deps.store.readWork('request', row.id),
      thread: await deps.store.readThreadOf(row.id),
    })),
  )
  const by = body.email === undefined ? 'reference' : 'address'
  const facts = { by, messages: messages.length, requests: requests.length }
  const subject = body.reference?.trim().toUpperCase() ?? 'address'
  await audit(deps, { action: 'search', subject, actor: deps.actor, facts })
  return {
    messages: await Promise.all(
      messages.flatMap(({ row, work }) => (work ? [presentLine({ ...row, ...work }, deps)] : [])),
    ),
    requests: await Promise.all(
      requests.flatMap(({ row, work, thread }) => {
        const inThread = thread.length
        return work ? [presentRequestLine({ ...row, ...work, inThread }, deps)] : []
      }),
    ),
  }
}
