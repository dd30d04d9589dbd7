import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'

/** What is met in requests and most often means that a setting is missing. */
const HINTS = {
  origin_unlisted: 'A page of this origin was refused. If it is yours, add it to KELISIM_ORIGINS.',
  foreign_host:
    'A page at this address was not known as the server’s own or as one of its site. If visitors reach the server there, set KELISIM_URL to it.',
  proxy_untrusted:
    'A request came with the header of a proxy, which is not believed: everybody has the proxy’s address and shares its limits. If a proxy of yours stands before the server, set KELISIM_TRUST_PROXY to how many do.',
} as const

/** A kind of hint. */
export type HintKind = keyof typeof HINTS

/** Tells the operator, in the log, of a setting that seems to be missing. */
export interface Hints {
  /** @param facts header values; they are cut and cleaned, since whoever asks chooses them. */
  tell(kind: HintKind, facts?: Readonly<Record<string, string | undefined>>): void
}

/** Once told, a kind is silent for so long: whoever asks decides how often it happens. */
const SILENT_MS = 86_400_000
const MAX_FACT_LENGTH = 100

/** Only what stands in scheme, name and port; never a line break. */
const clean = (text: string | undefined): string =>
  (text ?? '').slice(0, MAX_FACT_LENGTH).replace(/[^\w.:/[\]-]/g, '?')

/** Each kind is told once a day, so that nobody can fill the log. */
export function createHints({ log, clock }: Pick<Deps, 'log' | 'clock'>): Hints {
  const toldAtMs = new Map<HintKind, number>()
  return {
    tell(kind, facts = {}) {
      const nowMs = clock()
      const lastMs = toldAtMs.get(kind)
      if (lastMs !== undefined && nowMs - lastMs < SILENT_MS) return
      toldAtMs.set(kind, nowMs)
      const cleaned = Object.entries(facts).map(([name, text]) => [name, clean(text)])
      log('warn', kind, { ...Object.fromEntries(cleaned), hint: HINTS[kind] })
    },
  }
}

/** Origin and host of a request, for a hint. */
export const factsOf = (c: Context) => ({
  origin: c.req.header('origin'),
  host: c.req.header('host'),
})
