import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { strFromU8, strToU8 } from 'fflate'

type Files = Record<string, Uint8Array>

const readJson = (files: Files, path: string) => JSON.parse(strFromU8(files[path] ?? strToU8('')))

/**
 * Returns a folder as somebody without the school's key would forge it: everything signed anew with another key, which
 * stands under the school's `kid`.
 */
export function forgeFolder(files: Files): { readonly forged: Files; readonly kid: string } {
  const pair = generateKeyPairSync('ed25519')
  const { x } = pair.publicKey.export({ format: 'jwk' })
  const signAnew = (jws: string, payload = jws.split('.')[1] ?? '') => {
    const [head = ''] = jws.split('.')
    const signature = sign(null, Buffer.from(`${head}.${payload}`), pair.privateKey)
    return `${head}.${payload}.${signature.toString('base64url')}`
  }
  const [key] = readJson(files, 'keys.json').keys
  const checkpoints = readJson(files, 'checkpoints.json').map((one: { signature: string }) => ({
    ...one,
    signature: signAnew(one.signature),
  }))
  const changed: Files = {
    'keys.json': strToU8(JSON.stringify({ keys: [{ ...key, x }] })),
    'checkpoints.json': strToU8(JSON.stringify(checkpoints)),
  }
  const list = strFromU8(files['manifest.jws'] ?? strToU8('')).trim()
  const manifest = JSON.parse(Buffer.from(list.split('.')[1] ?? '', 'base64url').toString())
  for (const [path, bytes] of Object.entries(changed))
    manifest.files[path] = createHash('sha256').update(bytes).digest('hex')
  const payload = Buffer.from(JSON.stringify(manifest)).toString('base64url')
  const forged = { ...files, ...changed, 'manifest.jws': strToU8(signAnew(list, payload)) }
  return { forged, kid: key.kid }
}
