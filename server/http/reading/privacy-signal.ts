import type { Context } from 'hono'

/**
 * Returns whether the request has Global Privacy Control: exactly `Sec-GPC: 1`. Repeated headers are joined by commas; one
 * `1` among them counts (GPC, section 3.1).
 */
export const hasPrivacySignal = (c: Context): boolean =>
  c.req
    .header('sec-gpc')
    ?.split(',')
    .some((value) => value.trim() === '1') ?? false

/** Returns whether the request has the older signal `DNT: 1`. */
export const hasDoNotTrack = (c: Context): boolean => c.req.header('dnt')?.trim() === '1'
