import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../server/contract/error.ts'
import { errorStatus } from '../../server/http/answering/api-error.ts'
import {
  type Call,
  document,
  expectDocumented as expectAnswer,
  OWN_PAGE,
  operations,
} from '../support/app/expect-documented.ts'
import { checkJson, type Schema } from '../support/app/json-schema.ts'
import {
  consent,
  message,
  newId,
  openTestApp,
  type TestApp,
  visits,
} from '../support/app/test-app.ts'
import { becomeReady, HEAD } from '../support/staff/first-administrator.ts'

const PASSWORD = 'a long pass phrase'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp({ setupToken: 'the-token' })
})
afterAll(() => server.close())

/** Files of the build, and addresses that only lead to them: nothing for a client to program against. */
const UNDOCUMENTED = ['/', '/assets/{name}', '/admin', '/admin/*', '/demo', '/demo/*']

describe('/v1/openapi.json', () => {
  it('is the document, with an ETag, without a cookie', async () => {
    const answer = await server.get('/v1/openapi.json')
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toEqual(document)
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
    expect((await server.get('/v1/openapi.json', headers)).status).toBe(304)
  })

  it('says OpenAPI 3.1, and describes every operation under a name of its own', () => {
    expect(document.openapi).toBe('3.1.0')
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { operation } of operations) expect(operation.description).not.toBe('')
  })

  it('has every mounted route, and no route that is not mounted', () => {
    const mounted = server.app.routes
      .filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
      .flatMap(({ method, path }) => {
        const templates = [path.replace(/:(\w+)/g, '{$1}')]
        // One route for the router's sake, three addresses for people.
        if (path === '/policy/:version') templates.push('/policy/{version}.txt', '/policy/versions')
        return templates.map((template) => `${method.toLowerCase()} ${template}`)
      })
      .filter((route) => !UNDOCUMENTED.includes(route.slice('get '.length)))
    const documented = operations.map(({ method, path }) => `${method} ${path}`)
    expect(documented.toSorted()).toEqual([...new Set(mounted)].toSorted())
  })

  it('names each variable part of an address as a parameter', () => {
    for (const { path, operation } of operations) {
      const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
      const named = operation.parameters?.filter(({ in: place }) => place === 'path') ?? []
      expect(named.map(({ name }) => name)).toEqual(inPath)
      expect(named.every(({ required }) => required)).toBe(true)
    }
  })

  it('gives each error code its one status, and leaves none out', () => {
    const found = new Set<string>()
    for (const { operation } of operations) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        for (const code of codesOf(content?.['application/json']?.schema)) {
          expect(String(errorStatus[code][0])).toBe(status)
          found.add(code)
        }
      }
    }
    // No operation names it: it is what an address says to a method for which there is none.
    const missing = errorCodes.filter((code) => !found.has(code))
    expect(missing).toEqual(['method_not_allowed'])
  })

  it('leads to a schema with every reference, and uses no keyword that the tests do not know', () => {
    const refs = Array.from(
      JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g),
      ([, ref]) => ref,
    )
    expect(refs.length).toBeGreaterThan(20)
    for (const ref of new Set(refs)) {
      expect(document.components.schemas).toHaveProperty(ref?.split('/').at(-1) ?? '')
    }
    for (const schema of Object.values(document.components.schemas)) {
      expect(() => checkJson(schema, {}, { ...document.components, isClosed: true })).not.toThrow()
    }
  })
})

/** The codes that an error response may carry. */
const codesOf = (schema: Schema | undefined): (keyof typeof errorStatus)[] =>
  Array.from(JSON.stringify(schema ?? {}).matchAll(/"code":\{"enum":(\[[^\]]*\])/g)).flatMap(
    ([, codes]) => JSON.parse(codes ?? '[]'),
  )

/** Sends a request to this file's server and holds the answer against the document. */
const expectDocumented = (call: Call, status: number) => expectAnswer(server, call, status)

describe('what the server answers is what the document says', () => {
  it('so that a missing, a wrong and an undocumented field are each noticed', () => {
    const options = { ...document.components, isClosed: true }
    const session = document.components.schemas.SessionResult ?? {}
    const right = {
      ...{ isSetUp: true, isSignedIn: false, step: 'none', role: null },
      ...{ isSinglePassword: false, isFactorRequired: true },
    }
    expect(checkJson(session, right, options)).toEqual([])
    const { isSignedIn: _, ...lacking } = right
    const wrong = { ...lacking, isSetUp: 1, password: 'x' }
    expect(checkJson(session, wrong, options)).toEqual([
      'isSetUp: is integer, not boolean',
      'password: is not documented',
      'isSignedIn: is missing',
    ])
  })

  it('about a consent, from giving to withdrawing', async () => {
    const body = consent()
    const headers = { authorization: `Bearer ${body.secret}` }
    const path = `/v1/consents/${body.id}`
    await expectDocumented({ method: 'POST', path: '/v1/consents', body }, 201)
    await expectDocumented({ method: 'POST', path: '/v1/visits', body: visits(body.id) }, 202)
    await expectDocumented({ path, headers }, 200)
    await expectDocumented({ path: `${path}/receipt`, headers }, 200)
    const withdrawal = { id: newId() }
    await expectDocumented(
      { method: 'POST', path: `${path}/withdrawal`, body: withdrawal, headers },
      201,
    )
    await expectDocumented({ path, headers }, 200)
    await expectDocumented({ method: 'POST', path: '/v1/visits', body: visits(body.id) }, 403)
    await expectDocumented({ path }, 401)
    await expectDocumented({ path: `/v1/consents/${newId()}`, headers }, 404)
  })

  it('about a refusal and a message', async () => {
    const refusal = { policyVersion: '2025-08-01', language: 'kk' }
    await expectDocumented({ method: 'POST', path: '/v1/refusals', body: refusal }, 202)
    await expectDocumented({ method: 'POST', path: '/v1/messages', body: message() }, 201)
    const minor = message({ sender: 'minor' })
    await expectDocumented({ method: 'POST', path: '/v1/messages', body: minor }, 422)
  })

  it.each([
    ['/v1/site', 200],
    ['/v1/policy', 200],
    ['/v1/policy/2025-08-01', 200],
    ['/v1/policy/2024-01-01', 404],
    ['/v1/policy/2025-08-01/changes?since=2025-08-01&lang=ru', 200],
    ['/v1/policy/2025-08-01/changes', 422],
    ['/policy', 200],
    ['/policy.txt', 200],
    ['/policy/versions', 200],
    ['/policy/2025-08-01', 200],
    ['/policy/2025-08-01.txt', 200],
    ['/policy/2024-01-01', 404],
    ['/health/live', 200],
    ['/health/ready', 200],
    ['/metrics', 404],
    ['/docs', 200],
    ['/widget.js', 200],
    ['/v1/openapi.json', 200],
    ['/v1/admin/session', 200],
    ['/v1/admin/statistics?from=2026-03-01&to=2026-03-03', 401],
  ])('about GET %s: %i', async (path, status) => {
    const answer = await expectDocumented({ path }, status)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['{', 400],
    [{ ...consent(), extra: 1 }, 400],
    [{}, 422],
    [{ ...consent(), policyVersion: '2024-01-01' }, 404],
    ['x'.repeat(70_000), 413],
  ])('about a wrong consent: %#', async (body, status) => {
    await expectDocumented({ method: 'POST', path: '/v1/consents', body }, status)
  })

  it.each([
    ['/request', 'https://evil.example', 403],
    ['/my-data', 'https://evil.example', 403],
    ['/my-data', OWN_PAGE.origin, 404],
    ['/request', OWN_PAGE.origin, 422],
  ])(
    'about a form of %s sent from %s, with a page for a person: %i',
    async (path, origin, status) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin }
      const call = { method: 'POST', path, body: 'act=show', headers }
      const answer = await expectDocumented(call, status)
      expect(answer.headers.get('content-type')).toContain('text/html')
    },
  )

  it('about the console, from the first password to the figures and out', async () => {
    const setup = '/v1/admin/setup'
    const wrong = { ...HEAD, token: 'x', password: PASSWORD }
    await expectDocumented({ method: 'POST', path: setup, body: wrong, headers: OWN_PAGE }, 403)
    const body = { ...HEAD, token: 'the-token', password: PASSWORD }
    const signedIn = await expectDocumented(
      { method: 'POST', path: setup, body, headers: OWN_PAGE },
      200,
    )
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const path = '/v1/admin/statistics?from=2026-03-01&to=2026-03-03'
    let headers = { cookie, ...OWN_PAGE }
    await expectDocumented({ path, headers }, 403)
    await becomeReady(async (method, below, sent) => {
      const call = { method, path: `/v1/admin${below}`, headers, body: sent }
      const answer = await expectDocumented(
        call,
        method === 'POST' && below === '/undertaking' ? 204 : 200,
      )
      // With the second factor comes a session of its own.
      const renewed = answer.headers.get('set-cookie')?.split(';')[0]
      if (renewed) headers = { ...headers, cookie: renewed }
      const text = await answer.clone().text()
      return text === '' ? undefined : JSON.parse(text)
    }, server.nowMs)
    await expectDocumented({ path, headers }, 200)
    await expectDocumented({ path: '/v1/admin/statistics?from=x', headers }, 422)
    await expectDocumented({ method: 'DELETE', path: '/v1/admin/session', headers }, 204)
    await expectDocumented({ path, headers }, 401)
    const again = { email: HEAD.email, password: PASSWORD }
    await expectDocumented(
      { method: 'POST', path: '/v1/admin/session', body: again, headers: OWN_PAGE },
      200,
    )
  })
})

describe('/docs', () => {
  it('shows every operation, field and error code, without a script', async () => {
    const html = await (await server.get('/docs')).text()
    expect(html).not.toMatch(/<(script|iframe|form|img)\b|javascript:/i)
    for (const { path, operation } of operations) {
      expect(html).toContain(`id="${operation.operationId}"`)
      expect(html).toContain(`<code>${path}</code>`)
    }
    for (const code of errorCodes) expect(html).toContain(`<code>${code}</code>`)
    for (const field of Object.keys(consent())) expect(html).toContain(`<code>${field}</code>`)
    expect(html).toContain('<code>visits[].path</code>')
  })
})
