import { LRUCache } from 'lru-cache'
import { UAParser } from 'ua-parser-js'
import type { BrowserFacts } from '../../domain/visits/visit.ts'
import { browserNames } from './browser-names.ts'
import { isRobot } from './is-robot.ts'
import { nameSystem } from './system-version.ts'

/** Maximum user agents cached: a school's visitors have some hundred different ones. */
const REMEMBERED = 1_000
/** Longer than any browser's; a longer one is truncated before it costs time. */
const MAX_USER_AGENT_LENGTH = 512

/** Version of the engine only, unchanged for years: it does not identify the browser. */
const ENGINE_NAME = 'WebKit'

type Device = ReturnType<UAParser['getDevice']>

/** A browser with `Mobile` is on a phone, unless its model is a known tablet's; Opera Mini is on phones only. */
function findDevice({ type, vendor }: Device, browser: string, userAgent: string): string {
  const isTablet = type === 'tablet' && (vendor !== undefined || !/\bmobile\b/i.test(userAgent))
  if (isTablet) return 'tablet'
  if (browser === 'Opera Mini' || /\bopera mobi\b/i.test(userAgent)) return 'mobile'
  return type === 'tablet' ? 'mobile' : (type ?? 'desktop')
}

/** ua-parser-js reads `MIDP; … iOS` into feature phones; they say `J2ME`. */
const isFeaturePhone = (userAgent: string): boolean => /\bj2me\b|\bmidp\b/i.test(userAgent)

function parse(userAgent: string): BrowserFacts {
  const { browser, os, device } = new UAParser(userAgent, browserNames).getResult()
  const isEngine = browser.name === ENGINE_NAME && os.name === 'iOS'
  const name = isEngine ? 'iOS WebView' : (browser.name ?? 'other')
  return {
    isRobot: isRobot(userAgent),
    browser: name,
    browserVersion: isEngine ? '' : (browser.version?.split('.')[0] ?? ''),
    os: isFeaturePhone(userAgent) ? 'other' : nameSystem(os, userAgent),
    device: findDevice(device, name, userAgent),
  }
}

/**
 * Parses a user agent, and whether it is a robot's; a missing or empty one is. Caches the last thousand by their text, in
 * memory only.
 */
export function createBrowserReader(): (userAgent: string | undefined) => BrowserFacts {
  const remembered = new LRUCache<string, BrowserFacts>({ max: REMEMBERED })
  return (userAgent = '') => {
    const text = userAgent.slice(0, MAX_USER_AGENT_LENGTH).trim()
    let facts = remembered.get(text)
    if (!facts) {
      facts = parse(text)
      remembered.set(text, facts)
    }
    return facts
  }
}
