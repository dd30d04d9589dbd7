import { NAMED_SUBJECTS } from '../ledger/named-subjects.ts'
import { withDatabase } from './database-file.ts'

/**
 * Adds to the index of disclosures what is missing in it: it follows from the register, which is sealed, so nothing is made up.
 * A server may be running.
 *
 * @returns the number of entries added.
 */
export const mendDisclosures = (path: string): number =>
  withDatabase(path, { readonly: false }, (sqlite) =>
    Number(
      sqlite
        .prepare(
          `insert or ignore into disclosed_subjects (ref, arrival) select subject.value, line.arrival from ${NAMED_SUBJECTS}`,
        )
        .run().changes,
    ),
  )
