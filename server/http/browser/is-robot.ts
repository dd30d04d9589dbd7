import { isbot } from 'isbot'

/** Every browser names one of these engines; an agent without one is a program. */
const ENGINE = /applewebkit\/|gecko\/|chrome\/|firefox\/|trident\/|presto\/|msie |khtml\//i

/**
 * Programs that name an engine, or that `isbot` does not know: monitors, preview fetchers, headless browsers, scanners, HTTP
 * libraries and office programs that fetch a link. A device may be named CUBOT, so `bot` alone decides nothing.
 */
const PROGRAM =
  /gtmetrix|ptst\/|pinger|uptime|monitor|synthetic|healthcheck|puppeteer|playwright|selenium|webdriver|jsdom|happydom|slimerjs|phantomjs|zombie|headless|powershell|ms-office|msoffice|microsoft office|cfnetwork|nikto|nessus|acunetix|detectify|burp|screaming frog|httrack|preview|crawler|spider|scraper|validator|linkcheck/i

/** Viber's own preview fetcher has the agent of a desktop browser with one more word; its browser on a phone has a version. */
const VIBER_PREVIEW = /^(?!.*(?:android|iphone|ipad)).*\bviber\b/i

/**
 * Returns whether a user agent belongs to a robot: it says so, is a program that is not a browser, or is missing. Every
 * browser sends one that begins with `Mozilla/` (Opera's old ones with `Opera/`) and names its engine.
 */
export const isRobot = (userAgent: string): boolean =>
  !/^(?:mozilla|opera)\//i.test(userAgent) ||
  !ENGINE.test(userAgent) ||
  PROGRAM.test(userAgent) ||
  VIBER_PREVIEW.test(userAgent) ||
  isbot(userAgent)
