import type { AddResult, ConsentEvent, ConsentRecord, MessageRow, Store } from '../store.ts'
import type { Connection } from './connection.ts'
import { insertConsent } from './consents.ts'
import type { Queries } from './queries.ts'

interface MessageWrite {
  readonly message: MessageRow
  readonly record: ConsentRecord
  readonly event: ConsentEvent
}

function insertMessage(queries: Queries, { message, record, event }: MessageWrite): AddResult {
  if (queries.findMessage.get({ id: message.id }) !== undefined) return 'duplicate'
  // The record is made for this message: one that is there already belongs to something else.
  if (insertConsent(queries, record, event) !== 'stored') return 'conflict'
  queries.insertMessage.run({ ...message })
  return 'stored'
}

/** Messages of the contact form, and the notices shown with consents. */
export const messageStore = ({
  queries,
  write,
  read,
}: Connection): Pick<Store, 'addMessage' | 'findMessageReference' | 'addNotice'> => ({
  addMessage: (message, record, event) =>
    write('addMessage', () => insertMessage(queries, { message, record, event })),
  findMessageReference: (id) =>
    read('findMessageReference', () => queries.findMessage.get({ id })?.reference),
  addNotice: (notice) => write('addNotice', () => void queries.insertNotice.run({ ...notice })),
})
