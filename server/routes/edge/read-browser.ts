import { isbot } from 'isbot'
import { LRUCache } from 'lru-cache'
import { UAParser } from 'ua-parser-js'
import type { BrowserFacts } from '../../domain/visit.ts'

/** User agents remembered: a school's visitors have some hundreds between them. */
const REMEMBERED = 1_000
/** Longer than any browser's; a longer one is cut before it costs time. */
const MAX_USER_AGENT_LENGTH = 512

function parse(userAgent: string): BrowserFacts {
  const { browser, os, device } = new UAParser(userAgent).getResult()
  return {
    isRobot: isbot(userAgent),
    browser: browser.name ?? 'other',
    browserVersion: browser.version?.split('.')[0] ?? '',
    os: [os.name, os.version].filter(Boolean).join(' ') || 'other',
    device: device.type ?? 'desktop',
  }
}

/** Reads what a user agent says of itself, and whether it is a robot. Remembers the last thousand by their text, in memory only. */
export function createBrowserReader(): (userAgent: string | undefined) => BrowserFacts {
  const remembered = new LRUCache<string, BrowserFacts>({ max: REMEMBERED })
  return (userAgent = '') => {
    const text = userAgent.slice(0, MAX_USER_AGENT_LENGTH)
    let facts = remembered.get(text)
    if (!facts) {
      facts = parse(text)
      remembered.set(text, facts)
    }
    return facts
  }
}
