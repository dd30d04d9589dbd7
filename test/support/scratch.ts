import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Where tests keep databases: in memory where that can be had, since what a disk takes to be sure of each write is measured elsewhere. */
export const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
