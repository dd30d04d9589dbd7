/** A JSON Schema as far as the OpenAPI document uses it. */
export type Schema = Readonly<Record<string, unknown>>

/** Options of a check. */
interface CheckOptions {
  readonly schemas: Readonly<Record<string, Schema>>
  /** Whether a field that the schema does not contain is a problem: a response may send nothing undocumented. */
  readonly isClosed: boolean
}

type Check = (argument: never, value: unknown, options: CheckOptions, schema: Schema) => string[]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
}

const unless = (isRight: boolean, problem: string): string[] => (isRight ? [] : [problem])
/** A length applies to texts and lists only; `type` checks everything else. */
const isOfLength = (value: unknown, fits: (length: number) => boolean): boolean =>
  typeof value === 'string' || Array.isArray(value) ? fits(value.length) : true

/** One check for each keyword. A keyword without a check is an error, so that none is ignored silently. */
const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (ref: string, value, options) => {
    const schema = options.schemas[ref.replace('#/components/schemas/', '')]
    return schema ? checkJson(schema, value, options) : [`no schema ${ref}`]
  },
  allOf: (all: Schema[], value, options) =>
    all.flatMap((schema) =>
      checkJson(schema, value, { ...options, isClosed: options.isClosed && '$ref' in schema }),
    ),
  anyOf: (any: Schema[], value, options) =>
    unless(
      any.some((schema) => checkJson(schema, value, options).length === 0),
      `fits none of ${any.length}`,
    ),
  oneOf: (one: Schema[], value, options) =>
    unless(
      one.filter((schema) => checkJson(schema, value, options).length === 0).length === 1,
      `does not fit one of ${one.length}`,
    ),
  const: (wanted: unknown, value) => unless(value === wanted, `is not ${wanted}`),
  enum: (wanted: unknown[], value) => unless(wanted.includes(value), `is none of ${wanted}`),
  type: (wanted: string, value) => {
    const found = typeOf(value)
    const isRight = found === wanted || (found === 'integer' && wanted === 'number')
    return unless(isRight, `is ${found}, not ${wanted}`)
  },
  properties: (properties: Record<string, Schema>, value, options) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, inner]) => {
          const schema = properties[key]
          if (!schema) return unless(!options.isClosed, `${key}: is not documented`)
          return checkJson(schema, inner, options).map((problem) => `${key}: ${problem}`)
        })
      : [],
  required: (keys: string[], value) =>
    isObject(value) ? keys.flatMap((key) => unless(key in value, `${key}: is missing`)) : [],
  additionalProperties: (inner: Schema | false, value, options, { properties = {} }) =>
    Object.entries(isObject(value) ? value : {})
      .filter(([key]) => !(key in (properties as object)))
      .flatMap(([key, found]) =>
        inner === false ? [`${key}: is not allowed`] : checkJson(inner, found, options),
      ),
  propertyNames: (names: Schema, value, options) =>
    Object.keys(isObject(value) ? value : {}).flatMap((key) => checkJson(names, key, options)),
  items: (items: Schema, value, options) =>
    Array.isArray(value)
      ? value.flatMap((item, index) =>
          checkJson(items, item, options).map((problem) => `${index}: ${problem}`),
        )
      : [],
  pattern: (pattern: string, value) =>
    unless(new RegExp(pattern, 'u').test(String(value)), `does not match ${pattern}`),
  format: (format: string, value) =>
    unless(FORMATS[format]?.test(String(value)) ?? false, `is no ${format}`),
  minLength: (n: number, value) =>
    unless(
      isOfLength(value, (length) => length >= n),
      `is shorter than ${n}`,
    ),
  maxLength: (n: number, value) =>
    unless(
      isOfLength(value, (length) => length <= n),
      `is longer than ${n}`,
    ),
  minItems: (n: number, value) =>
    unless(
      isOfLength(value, (length) => length >= n),
      `has fewer than ${n}`,
    ),
  maxItems: (n: number, value) =>
    unless(
      isOfLength(value, (length) => length <= n),
      `has more than ${n}`,
    ),
  maxProperties: (n: number, value) =>
    unless(Object.keys(isObject(value) ? value : {}).length <= n, `has more than ${n} keys`),
  minimum: (n: number, value) => unless(Number(value) >= n, `is below ${n}`),
  maximum: (n: number, value) => unless(Number(value) <= n, `is above ${n}`),
}

/** Checks a value against a schema; returns every problem with its path. */
export function checkJson(schema: Schema, value: unknown, options: CheckOptions): string[] {
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    const check = CHECKS[keyword]
    if (!check) throw new Error(`check a schema: no check for the keyword ${keyword}`)
    // A keyword's argument has the type that its check expects.
    return check(argument as never, value, options, schema)
  })
}
