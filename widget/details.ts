import type { SiteDetails } from '../server/contract/index.ts'

declare global {
  /**
   * The site's configuration for the widget's parts. The server replaces each `__KELISIM_DETAILS__.name` in the built files
   * with its value, so a part contains only the values it uses; therefore it must never be destructured. The loader contains
   * none of it, since a visitor who has chosen needs none.
   */
  const __KELISIM_DETAILS__: SiteDetails
}
