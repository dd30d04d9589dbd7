/** A mistake of who runs a command: its message is all that is said. */
export class CommandError extends Error {}

/**
 * Runs a command and ends the process with 0 where it answers `true`. An error's message is printed only where it is ours; a
 * database's own carries values.
 */
export async function runCommand(
  work: (args: readonly string[]) => Promise<boolean>,
): Promise<void> {
  try {
    process.exitCode = (await work(process.argv.slice(2))) ? 0 : 1
  } catch (error) {
    const isOurs = error instanceof CommandError || (error instanceof Error && !('code' in error))
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    process.stderr.write(
      `${isOurs && error instanceof Error ? error.message : `It could not be done${code}.`}\n`,
    )
    process.exitCode = 1
  }
}

/** Prints a line. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)
