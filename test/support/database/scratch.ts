import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Folder for test databases: in memory where possible, since the cost of disk syncs is measured elsewhere. */
export const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
