import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../widget/options.ts'
import { checkDeployment } from './check-deployment.ts'

// `npm run worker:check [-- FILE]`: prints what FILE, wrangler.jsonc by default, would deploy, and its problems. Exits with
// code 1 where there are any.
const [file = resolve(root, 'wrangler.jsonc')] = process.argv.slice(2)
const worker = readFileSync(resolve(root, 'dist/worker/worker.js'))
const sizes = { bytes: worker.byteLength, gzipBytes: gzipSync(worker, { level: 9 }).byteLength }
const { lines, problems } = checkDeployment(readFileSync(file, 'utf8'), sizes)
process.stdout.write(lines.map((line) => `${line}\n`).join(''))
if (problems.length > 0) {
  process.stderr.write(`\n${file} is not right:\n${problems.map((one) => `  ${one}\n`).join('')}`)
  process.exitCode = 1
}
