import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { siteConfig } from '../../config/site/site-config.ts'

/** Returns `kelisim.schema.json`, which editors use to complete and check a `.json` configuration. */
export const configSchema = (): string => {
  const schema = toJsonSchema(siteConfig, { typeMode: 'input', errorMode: 'ignore' })
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '../../../kelisim.schema.json'), configSchema())
  process.stdout.write('kelisim.schema.json is written.\n')
}
