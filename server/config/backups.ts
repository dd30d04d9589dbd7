import * as v from 'valibot'
import { periodBounds } from '../domain/retention/period-bounds.ts'
import { daysWithin } from './site/retention-config.ts'

const path = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096))

/** Encrypted copies of the database (clause 7.2(3)), and the list that keeps deleted data from being restored with them. */
export const backups = v.strictObject({
  /**
   * Folder of the backups, best on another disk, in Kazakhstan (Art. 12(2)). Where it is set, a backup is made each day.
   * Default: none.
   */
  folder: v.optional(path),
  /** Days after which a backup is deleted, 7 to 90. Default 30. */
  keepDays: daysWithin(periodBounds.backups),
  /** The list of deletions that a restore replays. Default: `deletions.log` in `folder`, or beside the database. */
  deletionsFile: v.optional(path),
})
