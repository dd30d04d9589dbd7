import { Hono } from 'hono'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import type { PolicyLibrary } from '../../../server/domain/policy/policy.ts'
import { answerJson } from '../../../server/http/answering/answer.ts'
import { ApiError, errorStatus } from '../../../server/http/answering/api-error.ts'
import type { AppDeps } from '../../../server/http/app-deps.ts'
import { mountOperations } from '../../../server/http/operations/mount.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { policyPageOperations } from '../../../server/routes/pages/policy/policy-pages.ts'
import { policyOperations } from '../../../server/routes/policy.ts'

/** Opens only the policy's routes and pages, with the shipped versions or others. */
export async function openPolicyApp(policies: PolicyLibrary = readPolicies()): Promise<Hono> {
  const cryptography = createNodeCryptography(new Uint8Array(32))
  const site = await readSiteConfig(undefined)
  // All that these operations use.
  const deps = { policies, cryptography, site } as AppDeps
  const app = new Hono().onError((error) => {
    if (!(error instanceof ApiError)) throw error
    return answerJson(errorStatus[error.code][0], { error: { code: error.code } })
  })
  mountOperations(app, [...policyPageOperations, ...policyOperations], deps)
  return app
}
