import { Hono } from 'hono'
import { readSiteConfig } from '../../server/config/read-site-config.ts'
import { createNodeCryptography } from '../../server/crypto/node.ts'
import type { PolicyLibrary } from '../../server/domain/policy.ts'
import { readPolicies } from '../../server/policy/read-policies.ts'
import { answerJson } from '../../server/routes/edge/answer.ts'
import { ApiError, errorStatus } from '../../server/routes/edge/api-error.ts'
import { policyPages } from '../../server/routes/pages/policy-pages.ts'
import { policyRoutes } from '../../server/routes/policy.ts'

/** The policy's routes and pages alone, over the versions shipped or others. */
export async function openPolicyApp(policies: PolicyLibrary = readPolicies()): Promise<Hono> {
  const cryptography = createNodeCryptography(new Uint8Array(32))
  const deps = { policies, cryptography, site: await readSiteConfig(undefined) }
  return new Hono()
    .onError((error) => {
      if (!(error instanceof ApiError)) throw error
      return answerJson(errorStatus[error.code][0], { error: { code: error.code } })
    })
    .route('/', policyPages(deps))
    .route('/v1/policy', policyRoutes(deps))
}
