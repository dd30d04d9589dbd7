import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import example from '../../kelisim.config.example.ts'
import { findPlaceholders } from '../../server/config/production-problems.ts'
import { configSchema } from '../../server/node/commands/config-schema.ts'
import { readSiteConfig } from '../../server/node/config/read-site-config.ts'

const root = join(import.meta.dirname, '../..')

test('kelisim.schema.json is the schema that the server checks: npm run config:schema writes it', () => {
  expect(JSON.parse(readFileSync(join(root, 'kelisim.schema.json'), 'utf8'))).toEqual(
    JSON.parse(configSchema()),
  )
})

test('PO-06: the example is a right configuration whose placeholders production refuses', async () => {
  const site = await readSiteConfig(join(root, 'kelisim.config.example.ts'))
  expect(site.operator.bin).toBe(example.operator.bin)
  const problems = findPlaceholders(site).join('\n')
  expect(problems).toContain('operator.bin')
  expect(problems).toContain('operator.responsible.name.kk')
})
