const WAIT_MS = 10_000
const STEP_MS = 50

/** Polls until there is a result; throws an error that names what was missing after the timeout. */
export async function until<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const deadline = performance.now() + WAIT_MS
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
}
