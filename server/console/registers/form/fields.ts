import type { WrittenAddress } from '../calls.ts'
import type { RegisterTexts } from '../text/kk.ts'

/** What is typed into a form: every value as text, or as a tick. */
export type EntryValues = Readonly<Record<string, string | boolean>>

/** One field of an entry, under its name in the interface. */
export interface EntryField {
  readonly name: string
  readonly kind:
    | 'text'
    | 'lines'
    | 'day'
    | 'tick'
    | 'country'
    | 'categories'
    | 'refs'
    | 'ground'
    | 'processor'
  readonly isOptional?: true
  /** Only days that have been. */
  readonly isPast?: true
  readonly maxLength?: number
  readonly hint?: keyof RegisterTexts
}

const day = (name: string, more: Partial<EntryField> = {}): EntryField => ({
  ...{ name, kind: 'day' },
  ...more,
})
const text = (name: string, maxLength: number, more: Partial<EntryField> = {}): EntryField => ({
  ...{ name, kind: 'text', maxLength },
  ...more,
})

const byGround: Readonly<Record<string, readonly EntryField[]>> = {
  written_consent: [text('consentNumber', 100)],
  authority_request: [text('authority', 300), text('requestNumber', 100), text('legalNorm', 300)],
  processor_contract: [{ name: 'processor', kind: 'processor', hint: 'h_processor' }],
}

const disclosure = (ground: string): readonly EntryField[] => [
  { name: 'ground', kind: 'ground' },
  ...(byGround[ground] ?? []),
  text('recipient', 300),
  day('date', { isPast: true }),
  text('documentNumber', 100),
  day('documentDate', { isPast: true }),
  { name: 'dataCategories', kind: 'categories' },
  { name: 'subjects', kind: 'refs', hint: 'h_subjects' },
  text('disclosedBy', 200),
  { name: 'needsNotice', kind: 'tick', isOptional: true },
  day('noticeToldOn', { isPast: true, isOptional: true }),
  text('hiddenFromSubject', 300, { isOptional: true, hint: 'h_hiddenFromSubject' }),
]

const others: Readonly<Record<Exclude<WrittenAddress, 'disclosures'>, readonly EntryField[]>> = {
  'paper-consents': [
    text('number', 100, { hint: 'h_number' }),
    day('date', { isPast: true }),
    text('purpose', 300),
    text('keptAt', 300),
    day('withdrawnOn', { isPast: true, isOptional: true, hint: 'h_withdrawnOn' }),
  ],
  processors: [
    text('name', 300),
    { name: 'country', kind: 'country' },
    text('purpose', 300),
    text('contractNumber', 100),
    day('contractDate'),
    day('confidentialityDate'),
    day('confidentialityUntil', { isOptional: true, hint: 'h_confidentialityUntil' }),
    day('endedOn', { isOptional: true, hint: 'h_endedOn' }),
  ],
}

/** Returns the fields of an entry, which for a disclosure depend on its ground. */
export const fieldsOf = (register: WrittenAddress, values: EntryValues): readonly EntryField[] =>
  register === 'disclosures' ? disclosure(String(values.ground ?? '')) : others[register]

/** Every field that an entry of a register may have. */
const allFields = (register: WrittenAddress): readonly EntryField[] =>
  register === 'disclosures'
    ? [...disclosure(''), ...Object.values(byGround).flat()]
    : others[register]

const splitWords = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean)

/** Returns the values of a form for a line that is corrected; of a new entry every field is empty. */
export function readValues(
  register: WrittenAddress,
  content: Readonly<Record<string, unknown>>,
): EntryValues {
  const typedOf = ({ name, kind }: EntryField): string | boolean => {
    const value = content[name]
    if (kind === 'tick') return value === true
    if (Array.isArray(value)) return value.join(' ')
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(allFields(register).map((field) => [field.name, typedOf(field)]))
}

/** Returns a field as the server takes it; `undefined` where it is left out. */
function buildField({ kind }: EntryField, value: string | boolean): unknown {
  if (kind === 'tick') return value === true ? true : undefined
  const typed = String(value).trim()
  // The server says of a field that is not optional that it is missing.
  if (typed === '') return undefined
  return kind === 'refs' || kind === 'categories' ? splitWords(typed) : typed
}

/** Returns an entry as the server takes it. */
export const buildBody = (register: WrittenAddress, values: EntryValues): object =>
  Object.fromEntries(
    fieldsOf(register, values).map((field) => [
      field.name,
      buildField(field, values[field.name] ?? ''),
    ]),
  )
