import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { buildSecurityText } from '../domain/site/security-text.ts'
import { answerCached } from '../http/answering/answer-cached.ts'

/** Day on which the support for Global Privacy Control was last changed, as its specification asks to say. */
const GPC_CHANGED_ON = '2026-11-25'

/** Standard addresses: Global Privacy Control (CB-16) and security.txt (SE-14, RFC 9116). */
export function wellKnownRoutes(
  deps: Pick<Deps, 'site' | 'clock' | 'cryptography' | 'publicUrl'>,
): Hono {
  const gpc = JSON.stringify({ gpc: true, lastUpdate: GPC_CHANGED_ON })
  return new Hono()
    .get('/.well-known/gpc.json', (c) =>
      answerCached(c, deps, { body: gpc, type: 'application/json' }),
    )
    .get('/.well-known/security.txt', (c) => {
      const body = buildSecurityText(deps.site, { origin: deps.publicUrl, nowMs: deps.clock() })
      return answerCached(c, deps, { body, type: 'text/plain; charset=utf-8' })
    })
}
