import { join } from 'node:path'

/** A banner on the page that all of them are measured on. */
export interface Contestant {
  readonly name: string
  /** What stands in the page's head, as its documentation says. */
  readonly head: string
  /** CSS selectors: of the banner, and of the button that accepts everything. */
  readonly banner: string
  readonly accept: string
  /** Address on the page's own host → file. One that ends with a slash stands for a folder. */
  readonly files: Readonly<Record<string, string>>
}

const script = (...addresses: readonly string[]) =>
  addresses.map((address) => `<script defer src="${address}"></script>`).join('')
const style = (address: string) => `<link rel="stylesheet" href="${address}">`
const peers = join(import.meta.dirname, '..', 'peers')

/** A page without any banner: what is lost by having one is measured from it. */
export const BLANK = 'no banner'
/** What the goals are set against. */
export const RIVAL = 'vanilla-cookieconsent 3.1'
export const OURS = 'Kelisim on the page’s site'
export const OURS_ELSEWHERE = 'Kelisim on another site'

/** Stands in a page's head for the host that the page is on. */
export const PAGE_HOST = 'page-host'

const ours = (name: string, server: string): Contestant => ({
  name,
  head: `<script src="${server}/widget.js" data-lang="en" async></script>`,
  banner: '#kelisim [role=region], #kelisim section',
  accept: '#kelisim button:nth-of-type(1)',
  files: {},
})

/**
 * Ours from a host below the page's own, as a school sets it up, and from a host of another site, of whose visitors the
 * server knows nothing; the others from the page's own host.
 */
export const listContestants = (
  port: string,
  { modules, headless }: { readonly modules: string; readonly headless: string },
): readonly Contestant[] => [
  { name: BLANK, head: '', banner: '', accept: '', files: {} },
  ours(OURS, `http://consent.${PAGE_HOST}:${port}`),
  ours(OURS_ELSEWHERE, `http://127.0.0.1:${port}`),
  {
    name: RIVAL,
    head: style('/peer.css') + script('/peer.js', '/start.js'),
    banner: '#cc-main .cm',
    accept: '#cc-main [data-role=all]',
    files: {
      '/peer.js': join(modules, 'vanilla-cookieconsent/dist/cookieconsent.umd.js'),
      '/peer.css': join(modules, 'vanilla-cookieconsent/dist/cookieconsent.css'),
      '/start.js': join(peers, 'vanilla-cookieconsent.js'),
    },
  },
  {
    name: 'klaro 0.7',
    head:
      script('/start.js') +
      script('/peer.js').replace('src', 'data-klaro-config="klaroConfig" src'),
    banner: '#klaro .cookie-notice',
    accept: '#klaro .cookie-notice .cm-btn-success',
    files: {
      '/peer.js': join(modules, 'klaro/dist/klaro.js'),
      '/start.js': join(peers, 'klaro.js'),
    },
  },
  {
    name: 'tarteaucitron 1.34',
    head:
      style('/tac/css/tarteaucitron.min.css') +
      script('/tac/tarteaucitron.min.js', '/tac/lang/tarteaucitron.en.min.js', '/start.js'),
    banner: '#tarteaucitronAlertBig',
    accept: '#tarteaucitronPersonalize2',
    files: { '/tac/': `${modules}/tarteaucitronjs/`, '/start.js': join(peers, 'tarteaucitron.js') },
  },
  {
    name: 'cookieconsent 3.1 (Osano)',
    head: style('/peer.css') + script('/peer.js', '/start.js'),
    banner: '.cc-window',
    accept: '.cc-allow',
    files: {
      '/peer.js': join(modules, 'cookieconsent/build/cookieconsent.min.js'),
      '/peer.css': join(modules, 'cookieconsent/build/cookieconsent.min.css'),
      '/start.js': join(peers, 'cookieconsent.js'),
    },
  },
  {
    name: 'c15t 2.2, with a banner of the page’s own',
    head: script('/peer.js'),
    banner: '#consent-banner',
    accept: '#consent-accept',
    files: { '/peer.js': headless },
  },
]
