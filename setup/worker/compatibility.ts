/** Compatibility date and flags; wrangler.jsonc names the same. */
export const COMPATIBILITY = { date: '2026-07-01', flags: ['nodejs_compat'] }
