import { isSecret } from '../environment.ts'
import { isRecord, readJson } from './problems.ts'

const NAME = 'KELISIM_SITE_SECRETS'

/**
 * Reads the secrets of sites that have their own, by host: sites that were moved to the deployment with their data.
 *
 * @param hosts of the deployment's sites.
 * @param problems receives a sentence for each wrong secret, without its value.
 */
export function readOwnSecrets(
  given: unknown,
  hosts: readonly string[],
  problems: string[],
): ReadonlyMap<string, Uint8Array> {
  const own = new Map<string, Uint8Array>()
  if (given === undefined || given === '') return own
  const read = readJson(given)
  if (!isRecord(read)) {
    problems.push(`${NAME}: must be JSON, { "consent.school.kz": "32 bytes in base64" }`)
    return own
  }
  const seen = new Set<string>()
  for (const [index, [host, text]] of Object.entries(read).entries()) {
    // A key that is not one of our hosts may be a secret in the wrong place.
    if (!hosts.includes(host)) {
      problems.push(`${NAME} (number ${index + 1}): is of no host that KELISIM_SITES names`)
      continue
    }
    const at = `${NAME} ${host}: `
    const value = String(text).trim()
    if (typeof text !== 'string' || !isSecret(value))
      problems.push(`${at}must be 32 bytes in base64`)
    else if (seen.has(value))
      problems.push(`${at}is another site's too, which could open what is this one's`)
    else own.set(host, Buffer.from(value, 'base64'))
    seen.add(value)
  }
  return own
}
