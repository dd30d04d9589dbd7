import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'
import type { RuntimeOption } from '../support/browser/fixtures.ts'

/** What visitors do, on the Worker in workerd in place of the server on Node. */
export default defineConfig<object, RuntimeOption>({
  ...base,
  testDir: '..',
  testMatch: ['e2e/keeping/core-path.spec.ts', 'e2e/contact/contact.spec.ts', 'edge/*.spec.ts'],
  outputDir: '../../test-results/edge',
  use: { ...base.use, runtime: 'edge' },
})
