import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { BackupError } from '../../backup/backup-error.ts'
import { type DeletionList, knowAll, NO_LINES } from '../../deletions/deletion-list.ts'
import { DeletionListError } from '../../deletions/deletion-list-error.ts'
import { isSameFile, placeList, readLegible, readList } from '../../deletions/list-file.ts'
import { findFault } from '../../deletions/settle-list.ts'
import { followLinks } from '../../files/follow-links.ts'
import {
  type ErasedIds,
  type ListRecord,
  readDestroyedIds,
  readListRecord,
  writeListRecord,
} from '../../store/sqlite/file/database-file.ts'

const refuse = (sentence: string): never => {
  throw new BackupError('refused', sentence)
}

const WAY_OUT =
  'Name the right list with --deletions FILE; only where it is lost for good, say --without-deletions.'

/** Options about the list of deletions in a restore. */
export interface ListOrder {
  /** The list given by the operator. Default: the one at `place`, or where the live database has it. */
  readonly named?: string | undefined
  /** The configured place of the live database's list. */
  readonly place: string
  readonly liveFile: string
  /** Continues where the list is missing or is not the right one. Its readable lines still apply. */
  readonly isWithout: boolean
}

/** The list that a restore replays. */
export interface ReplayedList {
  readonly ids: ErasedIds
  /** @throws {BackupError} `refused` where the list does not belong to the backup's database, or is incomplete. */
  check(restored: string): void
  /** Stores the restored database's knowledge of its list. A copy at another place gets a copy of the list. */
  settle(restored: string, to: { readonly databaseFile: string; readonly place: string }): void
}

/** Returns the path of the list: the given one, else the configured one, else that of the existing database. */
function findSource({ named, place }: ListOrder, live: ListRecord | undefined): string {
  if (named !== undefined) return named
  return !existsSync(place) && live?.place && existsSync(live.place) ? live.place : place
}

/**
 * Reads the list of deletions. All of it applies, whatever its times: a clock that was set back must not bring anybody back,
 * and erasing something absent has no effect. A truncated last line belongs to an erasure that never took place.
 *
 * @throws {BackupError} `refused` where the list is missing, belongs to another database, has lost lines or an unreadable
 *   line: then an erased person could come back.
 */
export function readDeletions(order: ListOrder): ReplayedList {
  const live = readListRecord(order.liveFile)
  const source = findSource(order, live)
  if (order.isWithout) return goWithout(source)
  const list = readWhole(source, live)
  if (live) refuseFault(list, live, `the database ${order.liveFile}`)
  return {
    ids: list,
    check: (restored) => checkAgainst(list, restored),
    settle(restored, { databaseFile, place }) {
      const { databaseId } = list
      // From before databases had one: the first start adopts the list.
      if (databaseId === undefined) return
      const isCopy = !isSameFile(source, place) && databaseFile !== followLinks(order.liveFile)
      // A copy made for inspection must not take the list away from the live database.
      if (isCopy && !existsSync(place)) placeList(place, list.content)
      const lies = isCopy && existsSync(place) ? place : source
      writeListRecord(restored, {
        ...{ ...knowAll(databaseId, list.content), place: lies, databaseFile },
      })
    },
  }
}

function readWhole(source: string, live: ListRecord | undefined): DeletionList {
  const last = live?.place ? ` It was last at ${live.place}.` : ''
  const why = 'Without it, people who were deleted since the backup would come back.'
  let list: DeletionList | undefined
  try {
    list = readList(source)
  } catch (error) {
    if (!(error instanceof DeletionListError)) throw error
    return refuse(`${error.message} ${why} ${WAY_OUT}`)
  }
  if (!list) return refuse(`The list of deletions ${source} is not there.${last} ${why} ${WAY_OUT}`)
  if (list.badLine !== undefined)
    return refuse(
      `Line ${list.badLine} of the list of deletions ${source} cannot be read. Put it right first.`,
    )
  if (list.movedTo !== undefined)
    return refuse(
      `The list of deletions ${source} is not the newest: it goes on at ${list.movedTo}. ${why} ${WAY_OUT}`,
    )
  return list
}

function refuseFault(list: DeletionList, record: ListRecord, whose: string): void {
  const fault = findFault(list, record)
  if (fault === undefined) return
  const last = record.place && record.place !== list.path ? ` It was last at ${record.place}.` : ''
  refuse(
    `The list of deletions ${list.path}, held against ${whose}, ${fault}.${last} With it, people who were deleted would come ` +
      `back. ${WAY_OUT}`,
  )
}

function checkAgainst(list: DeletionList, restored: string): void {
  const record = readListRecord(restored)
  if (record) refuseFault(list, record, 'the backup')
  else refuseUnnamed(list, readDestroyedIds(restored))
}

/** Compares a list with a backup from before databases knew their list: with the erasures that the backup itself lists. */
function refuseUnnamed(list: DeletionList, destroyedIds: readonly string[]): void {
  const ids = new Set([...list.messages, ...list.consents])
  const missing = destroyedIds.filter((id) => !ids.has(id)).length
  if (missing > 0)
    refuse(
      `The list of deletions ${list.path} is not the one of this backup: it does not name ${missing} ids that the backup's ` +
        `register of destructions names. ${WAY_OUT}`,
    )
}

/** Gives the restored database a new id: it accepts no earlier list, and the next start begins a new one. */
function goWithout(source: string): ReplayedList {
  const list = readLegible(source)
  return {
    ids: { messages: list?.messages ?? [], consents: list?.consents ?? [] },
    check: () => undefined,
    settle: (restored, { databaseFile }) =>
      writeListRecord(restored, {
        ...{ databaseId: randomUUID(), lineCount: 0, byteCount: 0, chain: NO_LINES },
        ...{ place: null, databaseFile },
      }),
  }
}
