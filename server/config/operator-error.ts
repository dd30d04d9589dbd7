/** An error in the operator's set-up. Its message names the file or the variable and says what to do; it contains no data. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}

/** Returns an error whose message lists every problem. */
export const listProblems = (what: string, problems: readonly string[]): OperatorError =>
  new OperatorError(`${what}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
