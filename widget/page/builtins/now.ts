/** Returns milliseconds since 1970 UTC. Some date libraries replace `Date.now` by a function that returns a `Date`. */
// biome-ignore lint/complexity/useDateNow: it may be the page's
export const now = (): number => +new Date()
