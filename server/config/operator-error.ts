/** A mistake of the operator's set-up. Its message names the file or the variable and says what to do; it holds no data. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}

/** An error whose message names every problem. */
export const listProblems = (what: string, problems: readonly string[]): OperatorError =>
  new OperatorError(`${what}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
