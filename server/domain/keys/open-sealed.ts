import type { Cryptography, SealPurpose } from '../../crypto/cryptography.ts'

type Log = (level: 'error', event: string, facts: Record<string, unknown>) => void

/**
 * Opens a sealed value of a list. One that does not open is named in the log by its column and row, and the rest of the list is
 * served: one bad row must not hide all others.
 *
 * @returns the text; `null` for an empty column; `undefined` where the value does not open.
 */
export async function openSealed(
  { cryptography, log }: { readonly cryptography: Pick<Cryptography, 'open'>; readonly log: Log },
  field: SealPurpose,
  rowId: string,
  sealed: Uint8Array | null,
): Promise<string | null | undefined> {
  if (sealed === null) return null
  try {
    return await cryptography.open(field, rowId, sealed)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'SealError' && 'code' in error)) throw error
    log('error', 'sealed_value_unreadable', { field, row: rowId, code: error.code })
    return undefined
  }
}
