import { serveSite } from './serve-site.ts'

async function main() {
  const serving = serveSite(process.env)
  // Before it listens: whoever reads that it does may end it at once. A start that fails says so below.
  const stop = () =>
    void serving.then(
      (site) => site.stop(),
      () => {},
    )
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
