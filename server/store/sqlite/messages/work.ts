import { and, eq, getTableColumns, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { ActResult, WithAct, WorkKind, WorkQuery, WorkState } from '../../store.ts'
import { type Database, placeholderFor, value, valuesOf } from '../queries.ts'
import { messages } from '../schema/messages.ts'
import { mailQueue } from '../schema/operation.ts'
import { requests } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'

type WorkTable = typeof messages | typeof requests
const tables = { message: messages, request: requests } as const

/** The columns of a message, without those of its work. */
export const messageColumns = () => withoutWork(getTableColumns(messages))
/** The columns of a request, without those of its work and what it is found by. */
export const requestColumns = () => {
  const { emailIndex: _, thread: __, ...columns } = withoutWork(getTableColumns(requests))
  return columns
}

/** Returns a placeholder for each of some columns of a table: a thing is stored before anybody works on it. */
export function valuesAmong<T extends WorkTable, Name extends keyof T['$inferInsert'] & string>(
  table: T,
  columns: Readonly<Record<Name, unknown>>,
) {
  const values = valuesOf(table)
  const names = Object.keys(columns) as Name[]
  // The keys are those of the columns; only their literal types are lost.
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Pick<typeof values, Name>
}

function withoutWork<T extends Readonly<Record<keyof WorkColumns, unknown>>>(
  columns: T,
): Omit<T, keyof WorkColumns> {
  const { assignee, revision, actId, actName, actBy, actAtMs, ...more } = columns
  const { answerMailId, answerMailState, ...rest } = more
  return rest as Omit<T, keyof WorkColumns>
}

/** Selects the columns of a thing's work, and how often its mail was tried where it waits in the queue. */
export const workColumnsOf = (table: WorkTable) => ({
  assignee: table.assignee,
  revision: table.revision,
  actId: table.actId,
  actName: table.actName,
  actBy: table.actBy,
  actAtMs: table.actAtMs,
  answerMailId: table.answerMailId,
  answerMailState: table.answerMailState,
  mailAttempts: sql<
    number | null
  >`(select ${mailQueue.attempts} from ${mailQueue} where ${mailQueue.id} = ${table.answerMailId})`,
})

/** Conditions of every list of work: whose a thing is, and when it was received. */
export const isOfWork = (
  table: WorkTable,
  { assignee, fromMs, beforeMs }: Pick<WorkQuery, 'assignee' | 'fromMs' | 'beforeMs'>,
): SQL | undefined =>
  and(
    assignee === undefined
      ? undefined
      : assignee === null
        ? isNull(table.assignee)
        : eq(table.assignee, assignee),
    fromMs === undefined ? undefined : gte(table.receivedAtMs, fromMs),
    beforeMs === undefined ? undefined : lt(table.receivedAtMs, beforeMs),
  )

/** A row's columns of work. */
export interface WorkColumns {
  readonly assignee: string | null
  readonly revision: number
  readonly actId: string | null
  readonly actName: string | null
  readonly actBy: string | null
  readonly actAtMs: number | null
  readonly answerMailId: string | null
  readonly answerMailState: 'sent' | 'failed' | null
}
type WorkRow = WorkColumns & { readonly mailAttempts: number | null }

function mailOf({ answerMailId, answerMailState, mailAttempts }: WorkRow): WorkState['answerMail'] {
  if (answerMailId === null) return null
  if (answerMailState !== null) return answerMailState
  // Neither in the queue nor reported: it was left out of a copy that was restored.
  if (mailAttempts === null) return 'failed'
  return mailAttempts > 0 ? 'retried' : 'queued'
}

/** Returns the state of a thing's work. */
export const presentWork = (row: WorkRow): WorkState => ({
  assignee: row.assignee,
  revision: row.revision,
  lastAct:
    row.actId === null
      ? null
      : {
          id: row.actId,
          name: row.actName ?? '',
          by: row.actBy ?? '',
          atMs: row.actAtMs ?? 0,
        },
  answerMail: mailOf(row),
})

const prepareOf = (db: Database, table: WorkTable) => {
  const isThis = eq(table.id, value('ref'))
  return {
    read: db.select(workColumnsOf(table)).from(table).where(isThis).prepare(),
    note: db
      .update(table)
      .set({
        revision: sql`${table.revision} + 1`,
        actId: placeholderFor('id'),
        actName: placeholderFor('name'),
        actBy: placeholderFor('by'),
        actAtMs: placeholderFor('atMs'),
      })
      .where(isThis)
      .prepare(),
    answered: db
      .update(table)
      .set({ answerMailId: placeholderFor('mailId'), answerMailState: null })
      .where(isThis)
      .prepare(),
    assign: db
      .update(table)
      .set({ assignee: placeholderFor('assignee') })
      .where(isThis)
      .prepare(),
    reported: db
      .update(table)
      .set({ answerMailState: placeholderFor('state') })
      .where(eq(table.answerMailId, value('mailId')))
      .prepare(),
  }
}

const prepareWork = (db: Database) => ({
  message: prepareOf(db, messages),
  request: prepareOf(db, requests),
})

/** Functions that write the acts of staff, inside the write of what they change. */
export function prepareActs(db: Database) {
  const own = whenNeeded(() => prepareWork(db))
  /** Returns whether an act may be done, and changes nothing. */
  const look = ({ act }: WithAct = {}): ActResult => {
    if (!act) return 'stored'
    const before = own()[act.kind].read.get({ ref: act.ref })
    if (!before) return 'absent'
    if (before.actId === act.id) return 'repeated'
    return act.seen !== undefined && act.seen !== before.revision ? 'changed' : 'stored'
  }
  const noteMail = ({ act, mails = [] }: WithAct = {}): void => {
    const [answer] = mails
    if (act && answer) own()[act.kind].answered.run({ ref: act.ref, mailId: answer.mail.id })
  }
  return {
    own,
    look,
    /** Notes the mail with the answer that an act sends. */
    noteMail,
    /** Notes an act, unless it was the last one already or another one came first. */
    take(further: WithAct = {}): ActResult {
      const { act } = further
      const found = look(further)
      if (!act || found !== 'stored') return found
      const { kind, ref, seen: _, ...noted } = act
      own()[kind].note.run({ ref, ...noted })
      noteMail(further)
      return 'stored'
    },
    /** Notes what became of a mail with an answer. */
    report(mailId: string, state: 'sent' | 'failed'): void {
      for (const kind of Object.keys(tables) as WorkKind[])
        own()[kind].reported.run({ mailId, state })
    },
  }
}
