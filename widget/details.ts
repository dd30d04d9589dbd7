import type { SiteDetails } from '../server/contract/index.ts'

declare global {
  /**
   * What the widget's parts say and send of the site. The server writes each `__KELISIM_DETAILS__.name` in the built
   * files over with its value, so that a part carries what it uses and nothing else; hence it is never taken apart in
   * any other way. The loader has none of it: a visitor who has chosen needs none.
   */
  const __KELISIM_DETAILS__: SiteDetails
}
