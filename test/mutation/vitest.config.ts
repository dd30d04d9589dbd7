import { fileURLToPath } from 'node:url'
import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** Set by `run.ts` to the tests of one group; by itself, none. */
const tests = (process.env.KELISIM_MUTATION_TESTS ?? '').split(',')

const config = mergeConfig(
  base,
  defineConfig({ root: fileURLToPath(new URL('../..', import.meta.url)) }),
)

export default { ...config, test: { ...config.test, include: tests } }
