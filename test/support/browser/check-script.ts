import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const assets = join(import.meta.dirname, '../../../dist/admin/assets')

/** Returns the built script of the page that checks an inspector's folder. */
export function findCheckScript(): string {
  const [name] = globSync('check-folder-*.js', { cwd: assets })
  if (name === undefined) throw new Error('the page that checks a folder is not built')
  return readFileSync(join(assets, name), 'utf8')
}
