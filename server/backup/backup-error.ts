/**
 * Why a backup was not made, read or restored. `unfit`: the file is not a backup, or of another version. `wrong_secret`: none
 * of the given secrets decrypts it. `damaged`: its bytes were changed, moved or truncated. `disk_full`. `refused`: the
 * operator must decide something first. `unsound`: the database in it is not valid.
 */
export type BackupErrorCode =
  | 'unfit'
  | 'wrong_secret'
  | 'damaged'
  | 'disk_full'
  | 'refused'
  | 'unsound'

/** An error of a backup. Its message is a sentence for the operator and contains no stored data. */
export class BackupError extends Error {
  readonly code: BackupErrorCode

  constructor(code: BackupErrorCode, message: string) {
    super(message)
    this.name = 'BackupError'
    this.code = code
  }
}

const FULL = /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_WRITE)$/

/** Error codes of renaming over a file that is itself a mount point, as in containers. */
const MOUNTED = /^(EBUSY|EXDEV)$/

const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/**
 * Converts a full disk and a damaged database to a `BackupError`, whichever layer reports them; returns other errors
 * unchanged.
 */
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
