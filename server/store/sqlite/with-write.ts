import type { WithWrite } from '../store.ts'
import { prepareEnqueue } from './messages/mail.ts'
import type { Database } from './queries.ts'
import { insertEntry, prepareInsertEntry } from './registers/insert-entry.ts'
import { whenNeeded } from './when-needed.ts'

/**
 * Returns the function that writes the register lines and mails of an operation inside its own write, so neither exists
 * without the other.
 */
export function prepareWith(db: Database): (further: WithWrite | undefined) => void {
  const addEntry = whenNeeded(() => prepareInsertEntry(db))
  const enqueue = prepareEnqueue(db)
  return ({ entries = [], mails = [] } = {}) => {
    for (const entry of entries) insertEntry(addEntry(), entry)
    for (const mail of mails) enqueue(mail)
  }
}
