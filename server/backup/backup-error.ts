/**
 * Why a backup was not made, read or put back. `unfit`: this file is no backup, or not of this version. `wrong_secret`: no
 * secret that was given opens it. `damaged`: its bytes were changed, moved or cut off. `disk_full`. `refused`: the operator
 * must decide something first. `unsound`: what was read is no sound database.
 */
export type BackupErrorCode =
  | 'unfit'
  | 'wrong_secret'
  | 'damaged'
  | 'disk_full'
  | 'refused'
  | 'unsound'

/** An error of a backup. Its message is a sentence for the operator and carries nothing of what is stored. */
export class BackupError extends Error {
  readonly code: BackupErrorCode

  constructor(code: BackupErrorCode, message: string) {
    super(message)
    this.name = 'BackupError'
    this.code = code
  }
}

const FULL = /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_WRITE)$/

/** What renaming over a file answers that is mounted by itself, as containers allow it. */
const MOUNTED = /^(EBUSY|EXDEV)$/

const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/** Names a full disk and a damaged database as what they are, whichever layer met them first; the rest stays what it is. */
export function nameCause(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (DAMAGED.test(code))
    return new BackupError('unsound', 'The database is damaged: SQLite cannot read all of it.')
  if (MOUNTED.test(code))
    return new BackupError(
      'refused',
      'The database cannot be replaced: its file is a mount of its own. Mount the folder that it lies in instead.',
    )
  return FULL.test(code)
    ? new BackupError(
        'disk_full',
        'The disk is full. Nothing was left half done; make room and run it again.',
      )
    : error
}
