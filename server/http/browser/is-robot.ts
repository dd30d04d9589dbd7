import { isbot } from 'isbot'

/** Every browser names one of these engines; what names none is a program that calls itself one. */
const ENGINE = /applewebkit\/|gecko\/|chrome\/|firefox\/|trident\/|presto\/|msie |khtml\//i

/**
 * Programs that name an engine, or say nothing that `isbot` knows: monitors, preview fetchers, browsers without a window,
 * scanners, libraries of HTTP and office programs that look at a link. A device may be called CUBOT, so `bot` alone decides nothing.
 */
const PROGRAM =
  /gtmetrix|ptst\/|pinger|uptime|monitor|synthetic|healthcheck|puppeteer|playwright|selenium|webdriver|jsdom|happydom|slimerjs|phantomjs|zombie|headless|powershell|ms-office|msoffice|microsoft office|cfnetwork|nikto|nessus|acunetix|detectify|burp|screaming frog|httrack|preview|crawler|spider|scraper|validator|linkcheck/i

/** Viber's own preview fetcher has the agent of a desktop browser with one word more; its browser on a phone has a version. */
const VIBER_PREVIEW = /^(?!.*(?:android|iphone|ipad)).*\bviber\b/i

/**
 * Whether a user agent is a robot's: one that says so, a program that is no browser, or none at all. Every browser sends one that
 * begins with `Mozilla/` (Opera's old ones with `Opera/`) and names its engine.
 */
export const isRobot = (userAgent: string): boolean =>
  !/^(?:mozilla|opera)\//i.test(userAgent) ||
  !ENGINE.test(userAgent) ||
  PROGRAM.test(userAgent) ||
  VIBER_PREVIEW.test(userAgent) ||
  isbot(userAgent)
