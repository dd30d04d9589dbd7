import { isIP } from 'node:net'
import * as v from 'valibot'
import { isLoopbackHost, readOrigin } from '../domain/addresses/origin.ts'
import { OperatorError } from './operator-error.ts'
import { smtpUrl } from './smtp-url.ts'
import { findUnknownVariables } from './unknown-variables.ts'

/** Splits `a, b` into origins. An invalid one is reported by its position only, since it may be a secret in the wrong line. */
const origins = v.pipe(
  v.string(),
  v.rawTransform<string, string[]>(({ dataset: { value }, addIssue }) => {
    const parts = value.split(',').map((part) => part.trim())
    return parts.filter(Boolean).flatMap((part, index) => {
      const result = readOrigin(part)
      if ('origin' in result) return [result.origin]
      addIssue({ message: `${result.problem} (number ${index + 1} of the list)` })
      return []
    })
  }),
)

/** The public address. Without TLS the console's session cookie works only on the machine itself. */
const publicUrl = v.pipe(
  v.string(),
  v.trim(),
  v.rawTransform<string, string>(({ dataset: { value }, addIssue }) => {
    const result = readOrigin(value)
    if ('problem' in result) addIssue({ message: result.problem })
    else if (result.origin.startsWith('http:') && !isLoopbackHost(result.origin.slice(7)))
      addIssue({ message: 'begun with https://, since the console signs nobody in without TLS' })
    else return result.origin
    return ''
  }),
)

/**
 * Returns whether a text is 32 bytes in base64. The decoder skips invalid characters, so dots and brackets would pass as a
 * secret that nobody has filled in.
 */
export const isSecret = (text: string) =>
  !/[….<>]/.test(text) && Buffer.from(text, 'base64').byteLength === 32

/** Splits `a,b` into secrets, each of 32 bytes in base64. */
const secrets = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
  v.check((parts) => parts.every(isSecret), 'secrets of 32 bytes in base64, separated by commas'),
)

const whole = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a whole number'),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
  )

/** An address or a name, without the other parts of a URL. IPv6 may be in brackets, as in a URL. */
const hostToListenOn = v.pipe(
  v.string(),
  v.trim(),
  v.transform((text) => text.replace(/^\[(.*)\]$/, '$1')),
  v.check(
    (text) => isIP(text) !== 0 || /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(text),
    'an address of this machine alone, such as 127.0.0.1, without http:// and without a port (that is PORT)',
  ),
)

/** Other words are rejected: with a mistyped `production`, a school's server would run as a trial. */
const mode = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.picklist(['production', 'development', 'test'], 'production or development'),
)

const environmentSchema = v.object({
  /** `production`, in whatever case, serves no demo and generates no secret. Default `development`. */
  NODE_ENV: v.optional(mode, 'development'),
  /** Port to listen on; 0 takes any free one. Default 8787. */
  PORT: v.optional(whole(0, 65_535), '8787'),
  /** Address to listen on. Default: every address of the machine. */
  HOST: v.optional(hostToListenOn),
  /** Database, `file:` and a path. Default `file:./data/kelisim.db`. */
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^file:.+/, 'file: and a path, such as file:./data/kelisim.db')),
    'file:./data/kelisim.db',
  ),
  /**
   * 32 random bytes in base64: the root of every encryption key. In development one is generated and stored beside the
   *   database.
   */
  KELISIM_SECRET: v.optional(v.pipe(v.string(), v.check(isSecret, '32 bytes in base64'))),
  /** Earlier secrets, needed during a key rotation or to read older backups. Default: none. */
  KELISIM_SECRET_PREVIOUS: v.optional(secrets, ''),
  /** Origins, separated by commas, whose pages may use the server. Its own always may. */
  KELISIM_ORIGINS: v.optional(origins, ''),
  /**
   * The server's own address as visitors reach it, `https://consent.school.kz`. Default: each request's `Host`, which a proxy
   * must then forward.
   */
  KELISIM_URL: v.optional(publicUrl),
  /** Mail server, `smtp://user:password@host:587` (STARTTLS) or `smtps://…`; unencrypted only on the machine itself. Without it no mail is sent. */
  SMTP_URL: v.optional(smtpUrl),
  /** Number of proxies before the server whose `X-Forwarded-For` is trusted. Default 0. */
  KELISIM_TRUST_PROXY: v.optional(whole(0, 10), '0'),
  /**
   * Token that Prometheus sends to read `/metrics` (`Authorization: Bearer …`), 32 characters at least. Default: nobody can
   * read it.
   */
  KELISIM_METRICS_TOKEN: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x21-\x7e]{32,}$/, 'at least 32 characters (openssl rand -hex 32)'),
    ),
  ),
  /** Folder of the school's own policy versions, read beside those shipped; `npm run policy` publishes into it. Default: only those shipped. */
  KELISIM_POLICIES: v.optional(v.string()),
  /** Path of the site's configuration, `.ts` or `.json`. Default: the school that this was built for. */
  KELISIM_CONFIG: v.optional(v.string()),
})

/** The environment, parsed and validated. */
export type Environment = v.InferOutput<typeof environmentSchema> & {
  readonly isProduction: boolean
  /** Warnings for the operator about the given variables, each a sentence. */
  readonly warnings: readonly string[]
}

/**
 * Parses the environment.
 *
 * @throws {OperatorError} whose message names every wrong variable and what it should be, never its value.
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = v.safeParse(environmentSchema, given)
  const problems =
    result.issues?.map((issue) => `${issue.path?.[0]?.key}: ${expectation(issue)}`) ?? []
  const unknown = findUnknownVariables(Object.keys(given), Object.keys(environmentSchema.entries))
  problems.push(...unknown.problems)
  const isProduction = result.typed && result.output.NODE_ENV === 'production'
  if (isProduction && !given.KELISIM_SECRET) {
    problems.push(
      'KELISIM_SECRET: needed in production, 32 random bytes in base64 (openssl rand -base64 32)',
    )
  }
  if (!result.success || problems.length > 0) {
    throw new OperatorError(
      `The environment is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
  }
  return { ...result.output, isProduction, warnings: unknown.warnings }
}

/** Returns the expected value. Valibot's own messages repeat the value, so only our messages and the expectation are used. */
const expectation = (issue: v.BaseIssue<unknown>): string =>
  issue.message.startsWith('Invalid')
    ? `must be ${issue.expected ?? 'right'}`
    : `must be ${issue.message}`
