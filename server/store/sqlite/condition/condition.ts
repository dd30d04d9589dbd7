import type { OnCondition, StoreCondition } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { toStoreError } from '../sqlite-error.ts'
import type { FileProblem, FileWatch } from './watch-file.ts'

/** How often the file is looked at, and a refused write tried again, in milliseconds. */
const LOOK_EVERY_MS = 1_000

/** In these nothing is read either: what is read is not what lies in the file's place. */
const UNREADABLE: ReadonlySet<StoreCondition> = new Set(['database_gone', 'database_overwritten'])
/** Nothing makes these good while the process runs: what SQLite remembers of the file is no longer true. */
const LASTING: ReadonlySet<StoreCondition> = new Set(['database_overwritten', 'database_damaged'])

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB)/

/** What the condition is made of. */
export interface ConditionParts {
  readonly watch: FileWatch
  /** Whether SQLite finds the file whole, read anew from the disk. */
  readonly isWhole: () => boolean
  /** Writes something that changes nothing. @throws the driver's error where writes are still refused. */
  readonly probe: () => void
  readonly onChange: OnCondition
}

/** How the database is, kept up to date with as little work as can be. */
export interface Condition {
  /** @throws {StoreError} where nothing may be read. */
  assertReadable(operation: string): void
  /** @throws {StoreError} where nothing may be written: what was lost in a lost file would look like stored. */
  assertWritable(): void
  /** Called when a commit is on disk and before anybody is told so. @throws {StoreError} */
  checkCommit(): void
  /** Told of what made a read or a commit fail. */
  note(error: unknown, doing: 'read' | 'write'): void
  /** The condition, looked at now. */
  look(): StoreCondition
  close(): void
}

/** Begins to watch. */
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
    // Whoever only touched the file has changed its time and nothing else.
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
      // Still refused: tried again after the next look.
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
