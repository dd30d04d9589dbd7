/** Resolves after so many milliseconds. By what is awaited alone: the page may have a `Promise` of its own. */
export const pause = (ms: number) => ({
  // biome-ignore lint/suspicious/noThenProperty: that is what is awaited
  then(resolve: () => void): void {
    setTimeout(resolve, ms)
  },
})
