/** Resolves after other waiting work has run. */
export const letOthersRun = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
