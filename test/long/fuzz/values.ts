import type { Schema } from '../../support/app/json-schema.ts'
import { newId } from '../../support/app/test-app.ts'
import type { Random } from './random.ts'

/** In everything that is made up, so that it is found where it must not be: in an error, a header, the log. */
export const CANARY = 'PLANTED-7d1e9c'

/** What no schema asks for. */
export const hostile = (random: Random): unknown =>
  random.pick([
    ...[null, true, false, 0, -1, -0, 1.5, 1e308, 2 ** 53, '', ' ', CANARY, `${CANARY}\0`],
    ...['\ud800', '\u202e', 'İ', '１２３', '٣', 'a'.repeat(5000), `a@${'.'.repeat(8000)}@`],
    ...[[], {}, [[[[]]]], { [CANARY]: 1 }, Array(200).fill(CANARY), { length: 3 }],
    ...[JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}'), 'NaN', '-'],
    ...['2026-02-30', '9999-12-31', '0000-00-00', '2026-11-29', '2026-11-29T24:00:00Z'],
    ...["' or 1=1--", '{{7*7}}', '%00', '../../etc/passwd', '=1+1', '\r\nX-A: b'],
    ...[
      '<script>alert(1)</script>',
      '900101300123',
      '+7 701 000 00 00',
      newId(0),
      newId(2 ** 48 - 1),
    ],
  ])

/** What a value of this name usually is, so that requests get past the first check. */
export type Known = (name: string, random: Random) => unknown

interface Making {
  readonly schemas: Readonly<Record<string, Schema>>
  readonly random: Random
  readonly known: Known
}

const DEEPEST = 8

const resolve = (schema: Schema, schemas: Making['schemas']): Schema => {
  const ref = schema.$ref
  return typeof ref === 'string'
    ? resolve(schemas[ref.split('/').at(-1) ?? ''] ?? {}, schemas)
    : schema
}

function makeText(schema: Schema, random: Random): string {
  const { pattern = '', format, maxLength = 60, minLength = 0 } = schema as Record<string, never>
  const forms: readonly (readonly [string, () => string])[] = [
    ['-7[0-9a-f]{3}-', () => newId(Date.now() - random.upTo(3) * 1000)],
    ['{43}', () => Buffer.from(random.hex(64), 'hex').toString('base64url')],
    ['{64}', () => random.hex(64)],
    ['{16}', () => random.hex(16)],
    ['{36}', () => newId(Date.now())],
    ['{2}$', () => random.pick(['KZ', 'DE', 'ZZ'])],
    ['@', () => random.pick(['a@b.example', `${CANARY}@b.example`])],
    ['^\\/', () => `/${random.pick(['', 'news', CANARY])}`],
    ['a-z0-9.-', () => 'search.example'],
    ['\\d{4}-\\d{2}', () => '2025-08-01'],
    ['^\\d{6}$', () => String(random.upTo(1e6)).padStart(6, '0')],
    ['^\\d{1,15}$', () => String(random.upTo(50))],
    ['\\d){7,15}', () => '+7 701 000 00 00'],
    ['^[a-z]+$', () => random.pick(['analytics', 'external', 'contact'])],
  ]
  if (format === 'date')
    return random.pick(['2026-11-29', '2025-08-01', '2026-12-31', '2027-01-01'])
  if (format === 'date-time') return new Date(Date.now() - random.upTo(1e9)).toISOString()
  const form = forms.find(([part]) => String(pattern).includes(part))
  if (form) return form[1]()
  return `${CANARY} text ${'x'.repeat(random.upTo(30))}`.slice(0, Math.max(maxLength, minLength))
}

function makeProperties(schema: Schema, { random, known, ...rest }: Making, depth: number) {
  const required = (schema.required ?? []) as readonly string[]
  const made: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    if (!random.chance(required.includes(name) ? 0.98 : 0.5)) continue
    const usual = random.chance(0.85) ? known(name, random) : undefined
    made[name] = usual ?? makeValue(inner, { random, known, ...rest }, depth + 1)
  }
  return made
}

function makeObject(schema: Schema, making: Making, depth: number): Record<string, unknown> {
  const { random } = making
  const made = makeProperties(schema, making, depth)
  const others = schema.additionalProperties
  const names = typeof others === 'object' ? ['analytics', 'external', CANARY] : []
  for (const name of names.filter(() => random.chance(0.6)))
    made[name] = makeValue(others as Schema, making, depth + 1)
  const odd = random.pick(['x', 'constructor', 'toString', 'a'.repeat(300)])
  if (random.chance(0.03)) made[odd] = hostile(random)
  return made
}

function makeNumber(schema: Schema, random: Random): number {
  const { minimum = 0, maximum = 1000 } = schema as { minimum?: number; maximum?: number }
  return random.pick([minimum, maximum, random.upTo(1000), -1])
}

/** Makes a value by its schema and, now and then, one that is nothing of the kind. */
export function makeValue(given: Schema, making: Making, depth = 0): unknown {
  const { random } = making
  const schema = resolve(given, making.schemas)
  if (depth > DEEPEST || random.chance(0.03)) return hostile(random)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return random.pick(schema.enum)
  const options = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  if (options) return makeValue(random.pick(options), making, depth + 1)
  if (Array.isArray(schema.allOf))
    return Object.assign(
      {},
      ...schema.allOf.map((one) => makeValue(one as Schema, making, depth + 1)),
    )
  switch (schema.type) {
    case 'object':
      return makeObject(schema, making, depth)
    case 'array': {
      const length = random.chance(0.03) ? 2000 : Number(schema.minItems ?? 0) + random.upTo(3)
      return Array.from({ length }, () =>
        makeValue((schema.items ?? {}) as Schema, making, depth + 1),
      )
    }
    case 'boolean':
      return random.chance(0.8)
    case 'integer':
    case 'number':
      return makeNumber(schema, random)
    case 'string':
      return makeText(schema, random)
    default:
      return hostile(random)
  }
}
