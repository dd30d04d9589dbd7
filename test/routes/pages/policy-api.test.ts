import { beforeAll, describe, expect, it } from 'vitest'
import type { PolicyChangesResult, PolicyResult } from '../../../server/contract/index.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { openPolicyApp } from '../../support/app/policy-app.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

let app: Awaited<ReturnType<typeof openPolicyApp>>
const shipped = readPolicies().current
const text = `${shipped.texts.kk.markdown}\nЖаңа жол.\n`
const newer = buildPolicyVersion('2026-09-01', text)

beforeAll(async () => {
  app = await openPolicyApp({ current: newer, versions: [newer, shipped] })
})

describe('/v1/policy', () => {
  it('PO-01 names the current version, its date and the SHA-256 of each text', async () => {
    const answer = await (await openPolicyApp()).request('/v1/policy')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')
    expect(answer.headers.get('set-cookie')).toBeNull()
    const result: PolicyResult = await answer.json()
    expect(result).toEqual({
      version: '2025-08-01',
      effectiveOn: '2025-08-01',
      change: 'material',
      sha256: '54415d55589b93a527be4e3fadb03b86513dbf108d42a79d9b30c203437603ac',
      texts: {
        kk: expect.objectContaining({ official: true, url: '/policy/2025-08-01.txt?lang=kk' }),
        ru: expect.objectContaining({ official: false }),
        en: expect.objectContaining({ official: false }),
      },
      askedSince: { version: '2025-08-01' },
    })
  })

  it('CB-12: names the last material version in force and what it changed, whatever editorial ones came since', async () => {
    const summary = { kk: 'Қосылды.', ru: 'Добавлено.', en: 'Added.' }
    const material = { ...buildPolicyVersion('2026-01-01', text), summary }
    const editorial = { ...newer, change: 'editorial' as const }
    const coming = { ...buildPolicyVersion('2027-01-01', text), summary }
    const versions = [coming, editorial, material, shipped]
    const school = await openPolicyApp({ current: editorial, versions })
    const answer = await (await school.request('/v1/policy')).json()
    expect(answer).toMatchObject({ version: '2026-09-01', change: 'editorial' })
    expect(answer).toHaveProperty('askedSince', { version: '2026-01-01', summary })
    const one = await (await school.request('/v1/policy/2026-09-01')).json()
    expect(one).not.toHaveProperty('askedSince')
  })

  it('PO-02 leads to texts that have the SHA-256 it names', async () => {
    const result: PolicyResult = await (await app.request('/v1/policy/2025-08-01')).json()
    for (const { url, sha256 } of Object.values(result.texts)) {
      const bytes = await (await app.request(url)).arrayBuffer()
      const digest = await crypto.subtle.digest('SHA-256', bytes)
      expect(Buffer.from(digest).toString('hex')).toBe(sha256)
    }
  })

  it('is answered with 304 and no body to who has it, with 200 after a new version', async () => {
    const etag = (await app.request('/v1/policy')).headers.get('etag') ?? ''
    const headers = { 'if-none-match': etag }
    const again = await app.request('/v1/policy', { headers })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect((await app.request('/v1/policy/2025-08-01', { headers })).status).toBe(200)
  })

  it('lists what changed since another version', async () => {
    const answer = await app.request('/v1/policy/2026-09-01/changes?since=2025-08-01')
    const result: PolicyChangesResult = await answer.json()
    expect(result).toMatchObject({ version: '2026-09-01', since: '2025-08-01', language: 'kk' })
    expect(result.changes.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: '\nЖаңа жол.\n' },
    ])
  })

  it.each([
    ['/v1/policy/2024-01-01', 404, 'policy_version_unknown'],
    ['/v1/policy/%00', 404, 'policy_version_unknown'],
    ['/v1/policy/2024-01-01/changes?since=2025-08-01', 404, 'policy_version_unknown'],
    ['/v1/policy/2025-08-01/changes?since=2024-01-01', 404, 'policy_version_unknown'],
    ['/v1/policy/2025-08-01/changes', 422, 'invalid_query'],
    ['/v1/policy/2025-08-01/changes?since=x', 422, 'invalid_query'],
    ['/v1/policy/2025-08-01/changes?since=2025-08-01&lang=de', 422, 'invalid_query'],
    ['/v1/policy/2025-08-01/changes?since=2025-08-01&x=1', 422, 'invalid_query'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    const answer = await app.request(path)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: { code } })
  })
})
