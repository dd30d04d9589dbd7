/** Resolves after the given milliseconds. Returns a thenable, since the page may have replaced `Promise`. */
export const pause = (ms: number) => ({
  // biome-ignore lint/suspicious/noThenProperty: that is what is awaited
  then(resolve: () => void): void {
    setTimeout(resolve, ms)
  },
})
