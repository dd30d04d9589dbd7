/**
 * Condition of a store. `database_gone`: its file is no longer at its path, or another one is; recoverable.
 * `database_overwritten`: something other than the database wrote to the file; `database_damaged`: the database finds it damaged; both
 * last until the next start. `writes_refused`: the disk is full, read-only or failing, or another process keeps the file
 * locked; reads work. `not_answering`: any other failure.
 */
export type StoreCondition =
  | 'ready'
  | 'database_gone'
  | 'database_overwritten'
  | 'database_damaged'
  | 'writes_refused'
  | 'not_answering'

/** Called once for each change; `facts` contain paths and codes, and no stored data. */
export type OnCondition = (
  condition: StoreCondition,
  facts: Readonly<Record<string, string>>,
) => void
