import { serveSite } from './serve-site.ts'

async function main() {
  const { stop } = await serveSite(process.env)
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : 'The server could not start.'}\n`,
  )
  process.exitCode = 1
})
