import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'
import type { RuntimeOption } from '../support/fixtures.ts'

/** What visitors do, on the Worker in workerd in place of the server on Node. */
export default defineConfig<object, RuntimeOption>({
  ...base,
  testDir: '..',
  testMatch: ['e2e/core-path.spec.ts', 'e2e/contact.spec.ts', 'edge/*.spec.ts'],
  outputDir: '../../test-results/edge',
  use: { ...base.use, runtime: 'edge' },
})
