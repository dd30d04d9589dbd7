import type { Context } from 'hono'

/**
 * Whether the request carries Global Privacy Control: `Sec-GPC: 1` and nothing else. Repeated headers arrive joined
 * by commas; one `1` among them counts (GPC, section 3.1).
 */
export const hasPrivacySignal = (c: Context): boolean =>
  c.req
    .header('sec-gpc')
    ?.split(',')
    .some((value) => value.trim() === '1') ?? false

/** Whether the request says by the older word, `DNT: 1`, that the visitor is not to be followed. */
export const hasDoNotTrack = (c: Context): boolean => c.req.header('dnt')?.trim() === '1'
