/** What ua-parser-js tells of a system. */
interface System {
  readonly name?: string | undefined
  readonly version?: string | undefined
}

/** The first version of Safari that no longer says on which iOS it runs. */
const FROZEN_SAFARI = 26
/** The versions of iOS that it, and what shows pages through it, names instead. */
const FROZEN_IOS = /^18\.[67]\b/

/** iOS 18.6 is a fact where the Safari on it is of that version too: on that system they go together. */
function isIosFrozen(version: string, userAgent: string): boolean {
  const safari = /\bversion\/([\d.]+)/i.exec(userAgent)?.[1] ?? ''
  if (Number.parseInt(safari, 10) >= FROZEN_SAFARI) return version.startsWith('18.')
  return FROZEN_IOS.test(version) && !safari.startsWith(version.slice(0, '18.6'.length))
}

/**
 * Whether browsers say this version whatever the system's is, to be told apart less: then it is no fact. Windows 11 says Windows 10;
 * every macOS since 10.15 says that; Android says 10 with the model `K`, or in Firefox without a model; iOS 26 says 18.
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
    // The number is that of the Android which it says it is.
    case 'HarmonyOS':
      return /android [\d.]+; harmonyos/i.test(userAgent)
    default:
      return false
  }
}

/** A system by its name and the version that it really has, `Windows 7`; by its name alone where the version is no fact. */
export function nameSystem({ name, version }: System, userAgent: string): string {
  if (!name) return 'other'
  return version && !isFrozen(name, version, userAgent) ? `${name} ${version}` : name
}
