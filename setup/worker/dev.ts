import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../widget/options.ts'
import { startWorker } from './miniflare.ts'

// `npm run worker:dev -- --data FOLDER`: a trial with another data folder.
const { data } = parseArgs({
  options: { data: { type: 'string', default: 'data/worker' } },
}).values

/** Folder of a trial's objects. */
const keptIn = resolve(root, data)

/** Returns a trial's secret, generated at its first start. */
function readSecret(): string {
  const path = resolve(keptIn, 'secret')
  if (!existsSync(path)) {
    mkdirSync(keptIn, { recursive: true, mode: 0o700 })
    writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8')
}

let port = 0
/** The log contains addresses as in a deployment. */
const toLocal = (text: string) =>
  text.replace(/https:\/\/(localhost|127\.0\.0\.1)\/admin\//g, `http://$1:${port}/admin/`)

const { worker, url } = await startWorker({
  bindings: {
    NODE_ENV: 'development',
    KELISIM_SECRET: readSecret(),
    KELISIM_SITES: { localhost: {}, '127.0.0.1': {} },
  },
  port: Number(process.env.PORT ?? 8787),
  keptIn,
  onOutput: (text) => void process.stdout.write(toLocal(text)),
})
port = Number(url.port)
const at = `http://localhost:${url.port}`
process.stdout.write(
  `${[
    `Kelisim’s Worker answers on ${at}`,
    `  Demo school     ${at}/demo/`,
    `  Script tag      <script src="${at}/widget.js" async></script>`,
    `  Console         ${at}/admin/ (the address of the first start is printed below, at the first visit)`,
    `  Data            ${data}`,
  ].join('\n')}\n`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void worker.dispose().finally(() => process.exit()))
}
