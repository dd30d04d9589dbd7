import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Deps } from '../../../server/deps.ts'
import { createPrepareMail } from '../../../server/domain/mail/queue-mail.ts'
import type { Mail, PrepareMail } from '../../../server/domain/mail/send-mail.ts'

/** Returns the ids of the queued mails, in queue order. */
function readQueue(databaseFile: string): readonly string[] {
  if (!existsSync(databaseFile)) return []
  const database = new Database(databaseFile, { readonly: true })
  try {
    return database.prepare('select id from mail_queue order by rowid').pluck().all() as string[]
  } finally {
    database.close()
  }
}

/** Prepares mails as the server does, and records in plain text which of them were queued. */
export function recordMails(databaseFile: string, deps: () => Deps) {
  const prepared = new Map<string, Mail>()
  const queued: Mail[] = []
  return {
    prepareMail: (async (mail) => {
      const row = await createPrepareMail(deps())(mail)
      prepared.set(row.mail.id, mail)
      return row
    }) satisfies PrepareMail,
    /** Returns every mail seen in the queue so far. */
    readQueued(): readonly Mail[] {
      for (const id of readQueue(databaseFile)) {
        const mail = prepared.get(id)
        if (mail) queued.push(mail)
        prepared.delete(id)
      }
      return queued
    },
  }
}

/** Queues a mail by itself. */
export async function queueMail({ deps }: { readonly deps: Deps }, mail: Mail): Promise<void> {
  const prepared = await createPrepareMail(deps)(mail)
  await deps.store.enqueueMail(prepared.mail, prepared.limits)
}
