import type { Cryptography, SealPurpose } from '../../crypto/cryptography.ts'

type Log = (level: 'error', event: string, facts: Record<string, unknown>) => void

/** What opening a value needs; the log is told of one that does not open. */
export interface OpenDeps {
  readonly cryptography: Pick<Cryptography, 'open'>
  readonly log: Log
}

/**
 * Opens a sealed value. One that does not open is named in the log by its column and row, and whatever else is asked for is
 * served: one bad value must hide no other, and stop nothing that does not need it.
 *
 * @returns the text; `null` for an empty column; `undefined` where the value does not open.
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

/** Fields of one row, opened. */
export interface OpenedFields<Field extends string> {
  /** The texts; `null` for an empty field, and for one that does not open. */
  readonly texts: Readonly<Record<Field, string | null>>
  /** The fields that do not open. */
  readonly unreadable: readonly Field[]
}

/**
 * Opens fields of one row for who reads it.
 *
 * @param nameOf the column's name among the sealed ones, `messages.phone` for `phone`.
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

const MESSAGE_FIELDS = ['name', 'email', 'phone', 'message'] as const
/** A field that the sender of a message has written. */
export type MessageField = (typeof MESSAGE_FIELDS)[number]

/** Opens what the sender of a message wrote. @param fields default: all of it. */
export const openMessageFields = (
  row: Readonly<Record<MessageField, Uint8Array | null>> & { readonly id: string },
  deps: OpenDeps,
  fields: readonly MessageField[] = MESSAGE_FIELDS,
): Promise<OpenedFields<MessageField>> =>
  openFields(row, { fields, nameOf: (field) => `messages.${field}` as const }, deps)
