import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../widget/options.ts'

/** The Worker with widget and console in it, compressed by gzip as the platform counts it. */
const LARGEST_BYTES = 600_000

const worker = readFileSync(resolve(root, 'dist/worker/worker.js'))
const gzipBytes = gzipSync(worker, { level: 9 }).byteLength
// JSON with comments, which stand on lines of their own.
const settings = readFileSync(resolve(root, 'wrangler.jsonc'), 'utf8').replace(/^\s*\/\/.*$/gm, '')
const { name, compatibility_date, routes, r2_buckets, vars, durable_objects } = JSON.parse(settings)

const kB = (bytes: number) => `${Math.round(bytes / 1000)} kB`
process.stdout.write(
  `${[
    `Worker ${name}, compatibility date ${compatibility_date}`,
    `  dist/worker/worker.js   ${kB(worker.byteLength)}, ${kB(gzipBytes)} gzip (at most ${kB(LARGEST_BYTES)})`,
    `  Durable Object          ${durable_objects.bindings.map((one: { name: string; class_name: string }) => `${one.name}: ${one.class_name}, SQLite`).join()}`,
    `  R2 bucket               ${r2_buckets.map((one: { binding: string; bucket_name: string }) => `${one.binding}: ${one.bucket_name}`).join()}`,
    `  Routes                  ${routes.map((one: { pattern: string }) => one.pattern).join()}`,
    `  Sites                   ${Object.keys(vars.KELISIM_SITES).join()}`,
    '  Secrets to set          KELISIM_SECRET; where used: KELISIM_SECRET_PREVIOUS, SMTP_URL, KELISIM_METRICS_TOKEN',
  ].join('\n')}\n`,
)
if (gzipBytes > LARGEST_BYTES) {
  process.stderr.write('The Worker is too large.\n')
  process.exitCode = 1
}
