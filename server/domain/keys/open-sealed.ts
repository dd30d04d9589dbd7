import type { Cryptography, SealPurpose } from '../../crypto/cryptography.ts'

type Log = (level: 'error', event: string, facts: Record<string, unknown>) => void

/** Dependencies for decrypting a value. Failures are logged. */
export interface OpenDeps {
  readonly cryptography: Pick<Cryptography, 'open'>
  readonly log: Log
}

/**
 * Decrypts a value. A failure is logged by column and row, and everything else is still served: one bad value must neither
 * hide others nor stop operations that do not need it.
 *
 * @returns the text; `null` for an empty column; `undefined` where decryption fails.
 */
export async function openSealed(
  { cryptography, log }: OpenDeps,
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

/** Decrypted fields of one row. */
export interface OpenedFields<Field extends string> {
  /** The texts; `null` for an empty field and for one that cannot be decrypted. */
  readonly texts: Readonly<Record<Field, string | null>>
  /** The fields that cannot be decrypted. */
  readonly unreadable: readonly Field[]
}

/**
 * Decrypts fields of one row.
 *
 * @param nameOf returns the field's name among encrypted columns, `messages.phone` for `phone`.
 */
export async function openFields<Field extends string>(
  row: Readonly<Record<Field, Uint8Array | null>> & { readonly id: string },
  { fields, nameOf }: { readonly fields: readonly Field[]; nameOf(field: Field): SealPurpose },
  deps: OpenDeps,
): Promise<OpenedFields<Field>> {
  const opened = await Promise.all(
    fields.map(
      async (field) => [field, await openSealed(deps, nameOf(field), row.id, row[field])] as const,
    ),
  )
  const texts = Object.fromEntries(opened.map(([field, text]) => [field, text ?? null]))
  return {
    texts: texts as Record<Field, string | null>,
    unreadable: opened.flatMap(([field, text]) => (text === undefined ? [field] : [])),
  }
}

/** The fields that the sender of a message fills in. */
export const MESSAGE_FIELDS = ['name', 'email', 'phone', 'message'] as const
/** One of them. */
export type MessageField = (typeof MESSAGE_FIELDS)[number]

/** Decrypts the fields that the sender of a message filled in. @param fields default: all of them. */
export const openMessageFields = (
  row: Readonly<Record<MessageField, Uint8Array | null>> & { readonly id: string },
  deps: OpenDeps,
  fields: readonly MessageField[] = MESSAGE_FIELDS,
): Promise<OpenedFields<MessageField>> =>
  openFields(row, { fields, nameOf: (field) => `messages.${field}` as const }, deps)
