import { buildSecurityText } from '../domain/site/security-text.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { NOT_MODIFIED } from '../http/operations/description.ts'
import { operation } from '../http/operations/operation.ts'

/** Day on which the support for Global Privacy Control was last changed, which its specification requires. */
const GPC_CHANGED_ON = '2026-11-25'
const GPC = JSON.stringify({ gpc: true, lastUpdate: GPC_CHANGED_ON })

/** Well-known resources: public keys, Global Privacy Control (CB-16) and security.txt (SE-14, RFC 9116). */
export const wellKnownOperations = [
  operation({
    ...{ method: 'get', path: '/.well-known/jwks.json', tag: 'Proof', id: 'readKeys' },
    who: 'anyone',
    summary: 'Read the public keys',
    description:
      'Every key that has signed a receipt or checkpoint here, retired ones too (RFC 7517).',
    answers: [{ status: 200, description: 'The keys.', schema: 'JwksResult' }, NOT_MODIFIED],
    errors: ['store_unavailable', 'internal_error'],
    handler:
      ({ signer, cryptography }) =>
      async ({ c }) => {
        const body = JSON.stringify({ keys: await signer.publicKeys() })
        return answerCached(c, { cryptography }, { body, type: 'application/json' })
      },
  }),
  operation({
    ...{ method: 'get', path: '/.well-known/gpc.json', tag: 'Standards' },
    id: 'readGlobalPrivacyControl',
    who: 'anyone',
    summary: 'That Global Privacy Control is honoured',
    description:
      'A browser that sends the signal refuses statistics and external content until its user says otherwise.',
    answers: [
      { status: 200, description: 'The statement.', type: 'application/json' },
      NOT_MODIFIED,
    ],
    handler:
      (deps) =>
      ({ c }) =>
        answerCached(c, deps, { body: GPC, type: 'application/json' }),
  }),
  operation({
    ...{ method: 'get', path: '/.well-known/security.txt', tag: 'Standards' },
    id: 'readSecurityText',
    who: 'anyone',
    summary: 'Where to report a weakness',
    description: 'RFC 9116. It always expires in the future and within a year.',
    answers: [
      { status: 200, description: 'The text, byte for byte.', type: 'text/plain' },
      NOT_MODIFIED,
    ],
    handler:
      (deps) =>
      ({ c }) => {
        const body = buildSecurityText(deps.site, { origin: deps.publicUrl, nowMs: deps.clock() })
        return answerCached(c, deps, { body, type: 'text/plain; charset=utf-8' })
      },
  }),
]
