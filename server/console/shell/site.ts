import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SiteResult } from '../../contract/index.ts'

/** Provides the site's public configuration to every screen. */
export const SiteContext = createContext<SiteResult | undefined>(undefined)

/** Returns the site's public configuration. Only for screens, which are shown once it is there. */
export function useSite(): SiteResult {
  const site = useContext(SiteContext)
  if (!site) throw new Error('The site’s configuration is not loaded.')
  return site
}
