import { createHmac } from 'node:crypto'
import type { FactorOfferResult, UndertakingResult } from '../../../server/contract/index.ts'
import { codeOfStep } from '../../../server/domain/staff/totp.ts'

/** Name and address of the first administrator of tests that set a server up as its console does. */
export const HEAD = { name: 'Planted Head', email: 'head@school.example' } as const

const cryptography = {
  hmacSha1: (key: Uint8Array, message: Uint8Array) =>
    createHmac('sha1', key).update(message).digest(),
  isEqual: () => false,
}

/** Returns the code that an authenticator app shows at a moment. @param nowMs milliseconds since 1970 UTC. */
export const codeAt = (secret: string, nowMs: number): string =>
  codeOfStep(secret, Math.floor(nowMs / 30_000), { cryptography })

/** Sends a request below `/v1/admin` with the session, and returns its JSON; nothing where there is none. */
type Send = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>

/** Sets up the second factor and accepts the undertaking, as the console leads through it. @returns the secret. */
export async function becomeReady(send: Send, nowMs = Date.now()): Promise<string> {
  const { secret } = (await send('POST', '/account/factor-offer')) as FactorOfferResult
  await send('POST', '/account/factor', { secret, code: codeAt(secret, nowMs) })
  const { version } = (await send('GET', '/undertaking')) as UndertakingResult
  await send('POST', '/undertaking', { version })
  return secret
}
