/** Resolves in a later turn of the event loop: requests and writes that wait get theirs before. */
export const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
