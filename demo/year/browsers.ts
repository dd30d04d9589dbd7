import type { Chance } from './chance.ts'

/** Browsers as a Kazakh school's parents have them, the most common first. */
const agents = [
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 YaBrowser/25.10.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
]

/** Returns a browser's name, the first ones more often. */
export const pickAgent = ({ next }: Chance): string =>
  agents[Math.floor(next() ** 1.6 * agents.length)] ?? (agents[0] as string)

/** First octets of networks: Kazakhstan's for the most part. The rest of an address is chance; nobody is meant or asked. */
const networks = ['2.72', '2.73', '37.99', '92.46', '95.56', '178.88', '89.218', '5.16', '85.105']

/** Returns a client's address. */
export const pickAddress = (chance: Chance): string =>
  `${networks[Math.floor(chance.next() ** 1.5 * networks.length)]}.${chance.below(256)}.${1 + chance.below(254)}`
