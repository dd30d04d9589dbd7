import { serveSite } from './serve-site.ts'

/** One Ctrl+C sends two signals to the server: from the terminal, and forwarded by npm. */
const SAME_SIGNAL_MS = 250

async function main() {
  const serving = serveSite(process.env)
  let askedAt: number | undefined
  const stop = () => {
    if (askedAt !== undefined) {
      // A second signal means: stop at once.
      if (performance.now() - askedAt >= SAME_SIGNAL_MS) process.exit(1)
      return
    }
    askedAt = performance.now()
    // A stop during the start takes effect after it; a failed start exits by itself. Anything still open then, such as a mail
    // server that does not respond, must not keep the process alive.
    serving.then(
      (site) =>
        site.stop().then(
          () => process.exit(),
          () => process.exit(1),
        ),
      () => undefined,
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  await serving
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : 'The server could not start.'}\n`,
  )
  process.exitCode = 1
})
