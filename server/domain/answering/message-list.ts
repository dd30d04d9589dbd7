import type { MessageLine } from '../../contract/index.ts'
import type { MessageQuery, Store, StoredMessage, WorkState } from '../../store/store.ts'
import { type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import { type Page, readCountedPage, type WantedPage } from '../lists/page.ts'
import type { ByActor } from '../registers/acting.ts'
import { maskField } from './mask.ts'
import { presentWork } from './work.ts'

/** A message's place in the order of receipt. */
export type MessageKey = readonly [receivedAtMs: number, id: string]

/** A message with the state of its work. */
export type WorkedMessage = StoredMessage & WorkState

/** A page of messages: which of them, and in which order. */
export interface WantedMessages extends WantedPage<MessageKey> {
  readonly selection: Pick<MessageQuery, 'isOpen' | 'assignee' | 'fromMs' | 'beforeMs' | 'nowMs'>
  readonly order: 'newest' | 'oldest'
}

/** Reads one page of messages, and how many there are. Blocked ones and those whose consent has ended are left out (DS-04). */
export const readMessagePage = (
  { store }: { readonly store: Pick<Store, 'listMessages'> },
  { selection, order, ...page }: WantedMessages,
): Promise<{ readonly page: Page<WorkedMessage, MessageKey>; readonly total: number }> =>
  readCountedPage<WorkedMessage, MessageKey>(
    page,
    ({ receivedAtMs, id }) => [receivedAtMs, id],
    (after, limit, isBackward) =>
      store.listMessages({
        ...selection,
        isDescending: (order === 'newest') !== isBackward,
        after: after && { sort: after[0], id: after[1] },
        limit,
      }),
  )

const iso = (ms: number): string => new Date(ms).toISOString()

const MASKED = ['name', 'email', 'phone'] as const

/** Returns a message for a list: its sender masked, its text left out. */
export async function presentLine(
  row: WorkedMessage,
  deps: OpenDeps & ByActor & { readonly store: Pick<Store, 'findAccount'> },
): Promise<MessageLine> {
  const { texts } = await openMessageFields(row, deps, MASKED)
  return {
    reference: row.reference,
    language: row.language,
    receivedAt: iso(row.receivedAtMs),
    closedAt: row.closedAtMs === null ? null : iso(row.closedAtMs),
    name: maskField('name', texts.name),
    email: maskField('email', texts.email),
    phone: maskField('phone', texts.phone),
    ...(await presentWork(row, deps)),
  }
}
