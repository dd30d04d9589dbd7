import type { OnCondition, StoreCondition } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { toStoreError } from '../sqlite-error.ts'
import type { FileProblem, FileWatch } from './watch-file.ts'

/** Interval of checking the file and retrying a rejected write, in milliseconds. */
const LOOK_EVERY_MS = 1_000

/** In these conditions reads are rejected too: they would not come from the file at the path. */
const UNREADABLE: ReadonlySet<StoreCondition> = new Set(['database_gone', 'database_overwritten'])
/** Permanent while the process runs: SQLite's cached state of the file is wrong. */
const LASTING: ReadonlySet<StoreCondition> = new Set(['database_overwritten', 'database_damaged'])

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB)/

/** What the condition is made of. */
export interface ConditionParts {
  readonly watch: FileWatch
  /** Returns whether SQLite finds the file intact, read again from the disk. */
  readonly isWhole: () => boolean
  /** Performs a write that changes nothing. @throws the driver's error where writes are still rejected. */
  readonly probe: () => void
  readonly onChange: OnCondition
}

/** The database's condition, kept up to date with minimal work. */
export interface Condition {
  /** @throws {StoreError} where reads are rejected. */
  assertReadable(operation: string): void
  /** @throws {StoreError} where writes are rejected: a write to a lost file would look stored. */
  assertWritable(): void
  /** Called when a commit is on disk, before anybody is told. @throws {StoreError} */
  checkCommit(): void
  /** Called with the error of a failed read or commit. */
  note(error: unknown, doing: 'read' | 'write'): void
  /** Returns the condition, checked now. */
  look(): StoreCondition
  close(): void
}

/** Starts watching. */
export function createCondition({ watch, isWhole, probe, onChange }: ConditionParts): Condition {
  let condition: StoreCondition = 'ready'
  const change = (to: StoreCondition, facts: Readonly<Record<string, string>> = {}) => {
    if (condition === to || LASTING.has(condition)) return
    condition = to
    onChange(to, facts)
  }
  const fail = (operation = 'commit'): never => {
    throw new StoreError(operation, 'unavailable', condition)
  }

  function judge(problem: FileProblem | undefined): void {
    // Touching the file has changed only its modification time.
    const isTouched = problem === 'written_to' && isWhole()
    if (isTouched) watch.accept()
    if (problem === 'gone') change('database_gone')
    else if (problem !== undefined && !isTouched) change('database_overwritten')
    else if (condition === 'database_gone') change('ready')
  }

  function tryAgain(): void {
    try {
      probe()
      change('ready')
    } catch {
      // Still rejected: retried after the next check.
    }
  }

  function look(): StoreCondition {
    if (!LASTING.has(condition)) judge(watch.lookClosely())
    return condition
  }

  const timer = setInterval(() => {
    if (look() === 'writes_refused') tryAgain()
  }, LOOK_EVERY_MS)
  timer.unref()

  return {
    assertReadable(operation) {
      if (UNREADABLE.has(condition)) fail(operation)
    },
    assertWritable() {
      if (UNREADABLE.has(condition) || LASTING.has(condition)) fail()
    },
    checkCommit() {
      const problem = watch.look()
      if (problem === undefined) return
      judge(problem)
      if (condition !== 'ready' && condition !== 'writes_refused') fail()
    },
    note(error, doing) {
      const { code, driverCode } = toStoreError(doing, error)
      if (DAMAGE.test(driverCode)) change('database_damaged', { driverCode })
      else if (doing === 'write' && code === 'unavailable' && driverCode.startsWith('SQLITE_'))
        change('writes_refused', { driverCode })
    },
    look,
    close() {
      clearInterval(timer)
      watch.close()
    },
  }
}
