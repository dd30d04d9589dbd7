import { loadScript, plainAddress, plainReferrer, type TagDeps, warnOfUngated } from './tag-deps.ts'

interface GoogleWindow {
  dataLayer?: unknown[]
}

/** Consent Mode v2, all seven signals: everything denied except security (TP-04). */
const DEFAULTS = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
  functionality_storage: 'denied',
  personalization_storage: 'denied',
  security_storage: 'granted',
}

/**
 * Controls Google's tag in basic mode: the defaults come first in the data layer, nothing is requested from Google before
 * analytics is granted, and that is the only signal that ever becomes `granted`.
 *
 * @param tag Measurement id, `G-ABC123`, and address of the script.
 */
export function createGoogle(
  { id, address }: { readonly id: string; readonly address: string },
  { remove, warn }: TagDeps,
): (isGranted: boolean) => void {
  const page = window as unknown as GoogleWindow & Record<string, unknown>
  page.dataLayer ??= []
  const layer = page.dataLayer
  const isFirst = layer.length === 0
  layer.unshift(toArguments('consent', 'default', DEFAULTS))
  warnOfUngated(address, warn)
  if (!isFirst) warn('a Google tag ran before its consent default: put widget.js before it.')
  const gtag = (...command: unknown[]) => layer.push(toArguments(...command))
  let isLoaded = false
  let isOn = false

  return (isGranted) => {
    if (isGranted === isOn) return
    isOn = isGranted
    page[`ga-disable-${id}`] = !isGranted
    gtag('consent', 'update', { analytics_storage: isGranted ? 'granted' : 'denied' })
    if (!isGranted) return remove(['_ga', '_ga_*', '_gid', '_gat*'])
    if (isLoaded) return
    isLoaded = true
    gtag('js', new Date())
    gtag('config', id, {
      allow_google_signals: false,
      allow_ad_personalization_signals: false,
      page_location: plainAddress(),
      page_referrer: plainReferrer(),
      // A title may contain a person's name; the path identifies the page as well.
      page_title: location.pathname,
    })
    loadScript(address)
  }
}

/** Google's tag distinguishes commands (an `arguments` object) from arrays. */
function toArguments(..._command: unknown[]): IArguments {
  // biome-ignore lint/complexity/noArguments: the tag tells commands by this type
  return arguments
}
