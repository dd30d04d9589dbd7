import { Hono } from 'hono'
import { answerCached } from '../http/answering/answer-cached.ts'
import type { AppDeps } from '../http/app-deps.ts'

/** Public keys of everything that this server has signed, retired ones too (RFC 7517). */
export const jwksRoutes = ({ signer, cryptography }: AppDeps): Hono =>
  new Hono().get('/jwks.json', async (c) => {
    const body = JSON.stringify({ keys: await signer.publicKeys() })
    return answerCached(c, { cryptography }, { body, type: 'application/json' })
  })
