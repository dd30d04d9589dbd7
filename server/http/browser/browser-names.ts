import type { UAParser } from 'ua-parser-js'

/** `BROWSER.NAME` and `BROWSER.VERSION` of ua-parser-js. */
const NAME = 'name'
const VERSION = 'version'

const named = (name: string, ...patterns: readonly RegExp[]) => [
  [...patterns],
  [VERSION, [NAME, name]],
]

/**
 * Browsers that ua-parser-js reports as the engine below them: in-app browsers, and browsers that name themselves after the
 * one they resemble. Checked before its own patterns; the first match wins.
 */
const names = [
  named('Opera Mini', /\bopr\/(\d+)\.0\.2254\b/i),
  named('DuckDuckGo', /\b(?:ddg|duckduckgo)\/([\d.]+)/i),
  named('Telegram', /\btelegram[-\w]*\/([\d.]+)/i),
  named('Pinterest', /\[?\bpinterest\/(?:ios|android)?\/?([\d.]*)/i),
  named('VK', /\b(?:vkandroidapp|vkiosapp|vkclient|vkapp|vk)\/([\d.]+)/i),
  named('Odnoklassniki', /\b(?:okandroid|okapp|okios|odnoklassniki)\/([\d.]+)/i),
  named('Viber', /\bviber\/([\d.]+)/i),
  named('WhatsApp', /\bwhatsapp\/([\d.]+)/i),
  named('Threads', /\bbarcelona[ /]([\d.]+)/i),
  named('TikTok', /\b(?:musical_ly|trill|tiktok)[_/ ]?([\d.]*)/i, /\bbytedancewebview()/i),
  named('Yandex', /\b(?:yaapp_(?:android|ios)|yasearchbrowser|yasearchapp)\/([\d.]+)/i),
  named('Google app', /\bgsa\/([\d.]+)/i),
  named('Mail.ru', /\bmailru(?:mail)?\b\/?([\d.]*)/i),
  named('Kaspi.kz', /\bkaspi(?:\.kz)?\/([\d.]+)/i),
]

/** In the format of ua-parser-js: patterns and, alternating, what to do with their groups. */
export const browserNames = {
  browser: names.flat(),
} as ConstructorParameters<typeof UAParser>[0] & object
