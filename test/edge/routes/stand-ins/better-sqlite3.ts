import { getStorage } from './object.ts'

type Row = Record<string, unknown>

const readValue = (value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value) : value)

/** In place of a second connection to the file: what tests use of it, on the storage of the object. */
export default class Database {
  prepare(text: string) {
    let isPlucked = false
    // The platform allows the shorter of SQLite's two checks alone.
    const statementText = text.replace('integrity_check', 'quick_check')
    const exec = (values: readonly unknown[]) => getStorage().sql.exec(statementText, ...values)
    const readRow = (row: Row): unknown => {
      const entries = Object.entries(row).map(([name, value]) => [name, readValue(value)] as const)
      return isPlucked ? entries[0]?.[1] : Object.fromEntries(entries)
    }
    const all = (...values: readonly unknown[]) => exec(values).toArray().map(readRow)
    const statement = {
      pluck() {
        isPlucked = true
        return statement
      },
      all,
      iterate: all,
      get: (...values: readonly unknown[]) => all(...values)[0],
      run: (...values: readonly unknown[]) => {
        exec(values).toArray()
      },
    }
    return statement
  }

  exec(text: string): void {
    // The platform has transactions of its own, and nobody writes between two statements of one turn.
    if (!/^(begin|commit|rollback)$/i.test(text)) getStorage().sql.exec(text).toArray()
  }

  pragma(text: string): void {
    this.exec(`pragma ${text}`)
  }

  transaction<Given extends unknown[]>(work: (...given: Given) => unknown) {
    return (...given: Given) => getStorage().transactionSync(() => work(...given))
  }

  close(): void {}
}
