/** Milliseconds since 1970 UTC. Some date libraries put a `Date.now` of their own in its place, which answers a `Date`. */
// biome-ignore lint/complexity/useDateNow: it may be the page's
export const now = (): number => +new Date()
