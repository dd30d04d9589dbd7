import { resolve } from 'node:path'
import type { UserConfig } from 'vite'
import { root, shared } from '../widget/options.ts'
import { bundleFiles } from './bundle.ts'

/** What is built for the edge, and its output folder. */
interface WorkerBuild {
  readonly input: string
  readonly outDir: string
}

/** Builds the server for the edge: one file with all files that it serves. */
export const workerConfig = ({
  input = resolve(root, 'server/worker/index.ts'),
  outDir = resolve(root, 'dist/worker'),
}: Partial<WorkerBuild> = {}): UserConfig => ({
  ...shared,
  logLevel: 'warn',
  plugins: [bundleFiles()],
  ssr: { noExternal: true, target: 'webworker' },
  resolve: { conditions: ['workerd', 'worker', 'module', 'browser'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    minify: true,
    rolldownOptions: {
      platform: 'neutral',
      input,
      external: [/^node:/, /^cloudflare:/],
      output: { entryFileNames: 'worker.js', codeSplitting: false },
    },
  },
})
