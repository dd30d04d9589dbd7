import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

// Opens a database by the migrations of a folder; its parent kills it meanwhile.
const [path = '', migrationsFolder = ''] = process.argv.slice(2)
await openSqlite(path, { migrationsFolder })
