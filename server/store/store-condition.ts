/**
 * How a store is. `database_gone`: its file is no longer where it was opened, or another one is; it can come back.
 * `database_overwritten`: the file was written to past SQLite, and `database_damaged`: SQLite finds it damaged; both last
 * until the next start. `writes_refused`: the disk is full, read-only or failing, or another process keeps the file locked;
 * what is stored can be read. `not_answering`: whatever else keeps it from answering.
 */
export type StoreCondition =
  | 'ready'
  | 'database_gone'
  | 'database_overwritten'
  | 'database_damaged'
  | 'writes_refused'
  | 'not_answering'

/** Told once of each change; `facts` hold paths and codes, and nothing that is stored. */
export type OnCondition = (
  condition: StoreCondition,
  facts: Readonly<Record<string, string>>,
) => void
