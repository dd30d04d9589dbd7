/** A system as reported by ua-parser-js. */
interface System {
  readonly name?: string | undefined
  readonly version?: string | undefined
}

/** The first version of Safari that no longer reports its version of iOS. */
const FROZEN_SAFARI = 26
/** The versions of iOS that it, and in-app browsers on it, report instead. */
const FROZEN_IOS = /^18\.[67]\b/

/** iOS 18.6 is reliable if Safari's version matches: on that system they go together. */
function isIosFrozen(version: string, userAgent: string): boolean {
  const safari = /\bversion\/([\d.]+)/i.exec(userAgent)?.[1] ?? ''
  if (Number.parseInt(safari, 10) >= FROZEN_SAFARI) return version.startsWith('18.')
  return FROZEN_IOS.test(version) && !safari.startsWith(version.slice(0, '18.6'.length))
}

/**
 * Returns whether browsers report this version whatever the system's is, to reduce fingerprinting; then it is unreliable.
 * Windows 11 reports Windows 10; every macOS since 10.15 reports that; Android reports 10 with the model `K`, or in Firefox
 * without a model; iOS 26 reports 18.
 */
function isFrozen(name: string, version: string, userAgent: string): boolean {
  switch (name) {
    case 'Windows':
      return version === '10'
    case 'Mac OS':
      return /^10\.15(\.7)?$/.test(version)
    case 'Android':
      return version === '10' && /android 10; (k\b|(mobile|tablet); rv:)/i.test(userAgent)
    case 'iOS':
      return isIosFrozen(version, userAgent)
    case 'Chromium OS':
      return version === '14541.0.0'
    // The number is that of the Android version that it reports.
    case 'HarmonyOS':
      return /android [\d.]+; harmonyos/i.test(userAgent)
    default:
      return false
  }
}

/** Returns a system's name and reliable version, `Windows 7`; only its name where the version is unreliable. */
export function nameSystem({ name, version }: System, userAgent: string): string {
  if (!name) return 'other'
  return version && !isFrozen(name, version, userAgent) ? `${name} ${version}` : name
}
