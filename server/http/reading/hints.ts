import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { normalizeOrigin } from '../../domain/addresses/origin.ts'

/** Signs in requests that most often mean a missing setting. */
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

/** Logs hints about settings that seem to be missing. */
export interface Hints {
  /**
   * @param facts header values, which the client chooses: scheme, name and port are logged, and nothing if there is more,
   *   such as a user name, a password or a path.
   */
  tell(kind: HintKind, facts?: HintFacts): void
}

/** Interval of a kind of hint, since clients decide how often it occurs. */
const SILENT_MS = 86_400_000
const MAX_FACT_LENGTH = 100
/** Logged instead of a value that is not a site's address. */
const UNREADABLE = '(no address of a site)'

const cut = (text: string | undefined) => (text ?? UNREADABLE).slice(0, MAX_FACT_LENGTH)

const clean = ({ origin, host }: HintFacts) => ({
  origin: origin === undefined || origin === 'null' ? origin : cut(normalizeOrigin(origin)),
  host: host && cut(normalizeOrigin(`http://${host}`)?.replace('http://', '')),
})

/** Each kind is logged once a day, so that nobody can fill the log. */
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

/** Returns origin and host of a request, for a hint. */
export const factsOf = (c: Context): HintFacts => ({
  origin: c.req.header('origin'),
  host: c.req.header('host'),
})
