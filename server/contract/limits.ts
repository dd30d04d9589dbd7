/** Paths of the resources. The widget writes the same literals, checked against these types. */
export const paths = {
  site: '/v1/site',
  policy: '/v1/policy',
  consents: '/v1/consents',
  refusals: '/v1/refusals',
  visits: '/v1/visits',
  messages: '/v1/messages',
  messageStamp: '/v1/messages/stamp',
  notices: '/v1/notices',
  jwks: '/.well-known/jwks.json',
  me: '/v1/me',
  requests: '/v1/requests',
} as const

/** Upper bounds of everything that a stranger may send. Lengths are in UTF-16 units unless the name says otherwise. */
export const limits = {
  /** Bytes of any request body. A batch of 20 visits with the longest paths fits. */
  bodyBytes: 65_536,
  /** Visits in one batch: as many as a page can collect before it is left. */
  visitsPerBatch: 20,
  /** Length of a UUID. */
  uuid: 36,
  /** `YYYY-MM-DD`. */
  day: 10,
  /** ISO 8601 with fractions of a second and an offset. */
  instant: 40,
  /** A one-time code of six digits, with spaces around it as it was pasted. */
  code: 32,
  path: 1024,
  /** A DNS name (RFC 1035 section 2.3.4). */
  referrerHost: 253,
  /** A visit lasts a day at most, in milliseconds. */
  visitDurationMs: 86_400_000,
  name: 200,
  /** RFC 5321 section 4.5.3.1.3, path without the angle brackets. */
  email: 254,
  phone: 32,
  message: 4000,
  policyVersion: 32,
  /** One language of a policy: twice the longest one, and in Cyrillic letters still within a body. */
  policyText: 24_000,
  /** One sentence about what changed. */
  policySummary: 500,
  purposeId: 32,
  purposes: 8,
  /** At least 15, as OWASP ASVS 5.0 section 6.2.1 requires where a password is the only factor. */
  passwordMin: 15,
  passwordMax: 128,
  setupToken: 64,
  /** The token of an invitation: 256 bits, base64url. */
  invitationToken: 43,
  /** A code of a second factor, or a recovery code, with spaces as it was pasted. */
  factorCode: 40,
  /** The secret of a second factor: 160 bits, base32. */
  factorSecret: 32,
  /** Maximum days of one statistics request: 25 months, the longest time that counts are kept. */
  statisticsDays: 762,
} as const
