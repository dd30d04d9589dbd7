import type { Language, PolicyResult } from '../../../server/contract/index.ts'

/** The banner waits for this, so a slow server must not delay it. */
const READ_TIMEOUT_MS = 2_000

/**
 * Returns the published summary of the last material change of the policy.
 *
 * @param server its origin.
 * @param since version under which the visitor chose.
 * @returns `undefined` where there is no material version since, or the server does not respond in time. Never rejects.
 */
export async function readChange(
  server: string,
  language: Language,
  since = '',
): Promise<string | undefined> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), READ_TIMEOUT_MS)
  try {
    const response = await fetch(`${server}/v1/policy`, {
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: controller.signal,
    })
    const { askedSince }: Partial<PolicyResult> = await response.json()
    // Numeric, since version 2025-08-01.10 comes after 2025-08-01.9.
    const isNewer =
      askedSince && since.localeCompare(askedSince.version, 'en', { numeric: true }) < 0
    return isNewer ? askedSince.summary?.[language] : undefined
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
