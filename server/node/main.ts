import { serveSite } from './serve-site.ts'

/** One Ctrl+C reaches the server twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 250

async function main() {
  const serving = serveSite(process.env)
  let askedAt: number | undefined
  const stop = () => {
    if (askedAt !== undefined) {
      // Whoever asks again does not want to wait.
      if (performance.now() - askedAt >= SAME_SIGNAL_MS) process.exit(1)
      return
    }
    askedAt = performance.now()
    // Asked to end while it still starts, it ends once it has; a start that fails ends by itself. What is left by then, such as
    // a mail server that does not answer, must not keep the process.
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
