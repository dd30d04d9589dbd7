import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { normalizeOrigin } from '../../domain/addresses/origin.ts'

/** What is met in requests and most often means that a setting is missing. */
const HINTS = {
  origin_unlisted: 'A page of this origin was refused. If it is yours, add it to KELISIM_ORIGINS.',
  origin_hidden:
    'A page that hides its address sent a form, and its sender was asked to send it once more from here. If the page is yours, set its Referrer-Policy to strict-origin-when-cross-origin.',
  form_outdated:
    'A contact form of a page names a policy that is not in force, and its words may be outdated too; its sender was asked to consent to those in force. Take `policyVersion` and the consent text out of that page: docs/contact-form.md.',
  foreign_host:
    'A page at this address was not known as the server’s own or as one of its site. If visitors reach the server there, set KELISIM_URL to it.',
  proxy_untrusted:
    'A request came with the header of a proxy, which is not believed: everybody has the proxy’s address and shares its limits. If a proxy of yours stands before the server, set KELISIM_TRUST_PROXY to how many do.',
} as const

/** A kind of hint. */
export type HintKind = keyof typeof HINTS

/** Header values as they came; see {@link factsOf}. */
export interface HintFacts {
  readonly origin: string | undefined
  readonly host: string | undefined
}

/** Tells the operator, in the log, of a setting that seems to be missing. */
export interface Hints {
  /**
   * @param facts header values, which whoever asks chooses: scheme, name and port are logged, and nothing of one that has more,
   *   such as a user name, a password or a path.
   */
  tell(kind: HintKind, facts?: HintFacts): void
}

/** Once told, a kind is silent for so long: whoever asks decides how often it happens. */
const SILENT_MS = 86_400_000
const MAX_FACT_LENGTH = 100
/** In place of a value that is no address of a site. */
const UNREADABLE = '(no address of a site)'

const cut = (text: string | undefined) => (text ?? UNREADABLE).slice(0, MAX_FACT_LENGTH)

const clean = ({ origin, host }: HintFacts) => ({
  origin: origin === undefined || origin === 'null' ? origin : cut(normalizeOrigin(origin)),
  host: host && cut(normalizeOrigin(`http://${host}`)?.replace('http://', '')),
})

/** Each kind is told once a day, so that nobody can fill the log. */
export function createHints({ log, clock }: Pick<Deps, 'log' | 'clock'>): Hints {
  const toldAtMs = new Map<HintKind, number>()
  return {
    tell(kind, facts) {
      const nowMs = clock()
      const lastMs = toldAtMs.get(kind)
      if (lastMs !== undefined && nowMs - lastMs < SILENT_MS) return
      toldAtMs.set(kind, nowMs)
      log('warn', kind, { ...(facts && clean(facts)), hint: HINTS[kind] })
    },
  }
}

/** Origin and host of a request, for a hint. */
export const factsOf = (c: Context): HintFacts => ({
  origin: c.req.header('origin'),
  host: c.req.header('host'),
})
