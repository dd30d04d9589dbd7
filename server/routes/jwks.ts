import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerCached } from '../http/answering/answer-cached.ts'

/** Public keys of everything that this server has signed, retired ones too (RFC 7517). */
export const jwksRoutes = ({ signer, cryptography }: Deps): Hono =>
  new Hono().get('/jwks.json', async (c) => {
    const body = JSON.stringify({ keys: await signer.publicKeys() })
    return answerCached(c, { cryptography }, { body, type: 'application/json' })
  })
