import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** What holds for the server at the edge, in workerd. Each file has one of its own, which takes half a second to start. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    include: ['test/edge/**/*.test.ts'],
    maxWorkers: 2,
    isolate: false,
    env: {
      NODE_EXTRA_CA_CERTS: join(import.meta.dirname, '..', 'support', 'tls', 'certificate.pem'),
    },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
