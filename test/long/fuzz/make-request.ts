import { consent, newId, USER_AGENT } from '../../support/app/test-app.ts'
import type { Documented, Operation } from './document.ts'
import type { Random } from './random.ts'
import { CANARY, hostile, type Known, makeValue } from './values.ts'
import { makeAddress, type World } from './world.ts'

/** A request as it goes over the wire. */
export interface MadeRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Whether method and content type are those of the document: then the answer must be one of the document's. */
  readonly isDocumented: boolean
}

/** Half a letter cannot be written into an address. */
const asText = (value: unknown): string =>
  (typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)).replace(
    /\p{Cs}/gu,
    '',
  )

const oddPart = (random: Random): string =>
  random.pick([
    ...[encodeURIComponent(CANARY), '%00', '%ff', '%E0%A4%A', '..%2f', '%', 'a'.repeat(900)],
    ...['__proto__', 'constructor', '%C0%AF', ';', '%0d%0aX:y', '*', ':id', '%F0%9F%92%A5', '%20'],
  ])

const oddQuery = (random: Random): string =>
  random.pick([
    ...['lang=%ff', 'a[]=1', '__proto__=x', `format=${CANARY}`, '=', '&&', 'lang=kk&lang=en'],
    ...['x'.repeat(2000), '%', 'since=%E0%A4%A'],
  ])

const oddHeaders = (random: Random): Record<string, string> => {
  const [name, values] = random.pick<readonly [string, readonly string[]]>([
    ['cookie', [`kelisim=${CANARY}`, 'kelisim=%E0%A4%A', '=;=;', 'a'.repeat(2000)]],
    ['sec-gpc', ['1', '0', '1, 1', CANARY]],
    ['user-agent', [CANARY, 'x'.repeat(6000), 'Mozilla/5.0 Firefox/130.0', '']],
    ['accept-encoding', ['br', 'gzip', 'br;q=x', ';;;', '*;q=0', 'gzip;q=9e99', ';'.repeat(3000)]],
    ['accept-language', ['kk;q=x', ';;;', '*', 'ru-KZ,en;q=0', CANARY, '\t;'.repeat(2000)]],
    ['if-none-match', ['*', 'W/""', CANARY]],
    ['origin', ['null', 'https://evil.example', `https://${CANARY}.example`]],
    ['origin', [`https://${CANARY}:${CANARY}@evil.example`, `https://evil.example/${CANARY}`]],
    ['host', ['evil.example', `${CANARY}.example:8443`, CANARY]],
    ['sec-fetch-site', ['cross-site', 'same-site', CANARY]],
    [
      'authorization',
      ['Bearer', `Bearer ${CANARY}`, `Basic ${CANARY}`, `Bearer ${'a.'.repeat(900)}`],
    ],
    ['x-forwarded-proto', ['https', 'http,https', CANARY]],
  ])
  return { [name]: random.pick(values) }
}

const knownOf =
  ({ notice, consents, messages, threads }: World): Known =>
  (name, random) => {
    const values: Readonly<Record<string, () => unknown>> = {
      policyVersion: () => '2025-08-01',
      notice: () => notice,
      language: () => 'kk',
      purposes: () => consent().purposes,
      consentId: () => random.pick(consents).id,
      disclosureId: () => random.pick(threads),
      processor: () => random.pick(threads),
      subjects: () => [random.pick(messages).reference],
      ref: () => random.pick([random.pick(messages).reference, random.pick(consents).id]),
    }
    return Object.hasOwn(values, name) ? values[name]?.() : undefined
  }

function makePath({ path }: Operation, world: World, random: Random): string {
  const { consents, messages, threads, numbers } = world
  const values: Readonly<Record<string, () => string>> = {
    id: () => random.pick(consents).id,
    reference: () => random.pick(messages).reference,
    number: () => random.pick(numbers),
    thread: () => random.pick(threads),
    version: () => '2025-08-01',
    sha256: () => random.hex(64),
    challenge: () => newId(Date.now()),
  }
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    random.chance(0.12) ? oddPart(random) : (values[name]?.() ?? oddPart(random)),
  )
}

function makeQuery(
  operation: Operation,
  documented: Documented,
  world: World,
  random: Random,
): string {
  const making = { schemas: documented.schemas, random, known: knownOf(world) }
  const parts = operation.parameters
    .filter(({ in: place }) => place === 'query')
    .filter(() => random.chance(0.85))
    .map(({ name, schema }) => {
      const usual = random.chance(0.8) ? making.known(name, random) : undefined
      const value = random.chance(0.15) ? hostile(random) : (usual ?? makeValue(schema, making))
      return `${name}=${encodeURIComponent(asText(value))}`
    })
  if (random.chance(0.05)) parts.push(oddQuery(random))
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Whoever the operation asks for; now and then somebody else, or nobody. */
function makeCredentials(
  { security, path }: Operation,
  address: string,
  world: World,
  random: Random,
) {
  const record =
    world.consents.find(({ id }) => address.includes(id)) ?? random.pick(world.consents)
  const { reference, code } = random.pick(world.messages)
  const none: Record<string, string> = {}
  if (random.chance(0.06)) return none
  if (security.includes('adminSession') || (path.startsWith('/v1/admin') && random.chance(0.2)))
    return { cookie: world.cookie }
  if (security.includes('recordSecret')) return { authorization: `Bearer ${record.secret}` }
  if (!security.includes('subjectSecret')) return none
  const credential = random.pick([`${record.id}.${record.secret}`, `${reference}.${code}`])
  return { authorization: `Bearer ${random.chance(0.05) ? `${CANARY}.x` : credential}` }
}

function makeBody(operation: Operation, documented: Documented, world: World, random: Random) {
  const types = Object.keys(operation.bodies ?? {})
  const type = types.length > 0 ? random.pick(types) : undefined
  if (type === undefined) return { body: undefined, type: undefined, isDocumented: true }
  const making = { schemas: documented.schemas, random, known: knownOf(world) }
  const value = makeValue(operation.bodies?.[type]?.schema ?? {}, making)
  const odd = ['', '{', '[]', 'null', `"${CANARY}"`, '1e999', '{"a":1,"a":2}', '\uFEFF{}']
  odd.push('['.repeat(30_000), 'x'.repeat(70_000), `{"purposes":${'{"a":'.repeat(5000)}`)
  const body = random.chance(0.03) ? random.pick(odd) : (JSON.stringify(value) ?? '')
  const others = ['application/xml', 'application/json; charset=utf-16', CANARY]
  return {
    body,
    type: random.chance(0.03) ? random.pick(others) : type,
    isDocumented: true,
  }
}

/** Makes a request for an operation: mostly as it is documented, with something hostile in many. */
export function makeRequest(
  operation: Operation,
  documented: Documented,
  world: World,
  { random, origin }: { readonly random: Random; readonly origin: string },
): MadeRequest {
  const path = makePath(operation, world, random)
  const { body, type, isDocumented } = makeBody(operation, documented, world, random)
  const isOtherMethod = random.chance(0.02)
  const method = isOtherMethod
    ? random.pick(['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'])
    : operation.method
  const isSignOut = /^\/v1\/admin\/sessions?$/.test(operation.path) && method === 'DELETE'
  const credentials = isSignOut ? {} : makeCredentials(operation, path, world, random)
  return {
    method,
    path: path + makeQuery(operation, documented, world, random),
    headers: {
      'user-agent': USER_AGENT,
      'x-forwarded-for': makeAddress(random),
      'x-forwarded-proto': 'http',
      ...(random.chance(0.95) && { origin }),
      ...credentials,
      ...(random.chance(0.12) && oddHeaders(random)),
      ...(type !== undefined && { 'content-type': type }),
    },
    body: method === 'GET' || method === 'HEAD' ? undefined : body,
    isDocumented: isDocumented && method === operation.method,
  }
}
