import { serveSite } from './serve-site.ts'

async function main() {
  const serving = serveSite(process.env)
  // Asked to end while it still starts, it ends once it has; a start that fails ends by itself.
  const stop = () => void serving.then((site) => site.stop()).catch(() => undefined)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  await serving
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : 'The server could not start.'}\n`,
  )
  process.exitCode = 1
})
