import { expect } from 'vitest'
import { createTermsCheck } from '../../../server/domain/consents/terms.ts'
import { consent } from '../app/test-app.ts'
import type { openPolicyWorld } from './policy-world.ts'

export type World = Awaited<ReturnType<typeof openPolicyWorld>>
export type Server = Awaited<ReturnType<World['start']>>

export const versionOf = async ({ readCurrent }: Server) => (await readCurrent()).version
export const publishLines = async ({ store }: Server) =>
  (await store.readRegister('audit', 0, 99)).filter(({ content }) =>
    content.includes('"policy.publish"'),
  )
export const show = async ({ app }: Server, path: string) => (await app.request(path)).text()

/** A consent as a visitor gives it now. Returns its id. */
export async function give({ deps, app }: Server): Promise<string> {
  const body = consent({
    policyVersion: deps.policies.current.version,
    notice: (deps.notices.kk ?? '').slice(0, 16),
  })
  const answer = await app.request('/v1/consents', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://school.example' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return body.id
}

/** Whether a consent still holds on this server, which has not seen it before. */
export async function isOutdated({ deps, store }: Server, id: string): Promise<boolean> {
  const stored = await store.findConsent(id)
  if (!stored) throw new Error('there is no such consent')
  return (await createTermsCheck(deps).findProblem(stored)) === 'consent_outdated'
}
