import type { SiteDetails } from '../server/contract/index.ts'

/** Written in by the server, into each file that imports it. */
declare const __KELISIM_DETAILS__: SiteDetails

/** What the widget's files say and send of the site. The loader does without: a visitor who has chosen needs none of it. */
export const details: SiteDetails = __KELISIM_DETAILS__
