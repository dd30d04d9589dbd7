import type { Receipt } from '../../contract/index.ts'

// The saved choice in the words of the widget (`widget/consent/format-choice.ts`, `keeping/recall.ts`): layers keep the two from
// sharing code, `test/unit/saved-choice-format.test.ts` holds both to the same texts.

/** What the server wants to know of a saved choice. */
export type SavedChoice =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'granted'
      /** Id of its consent record. */
      readonly id: string
      /** Stamp of the terms that it was given under. */
      readonly terms: string
    }

/** Kind, version, day, and of a grant id, purposes, data kinds, terms, whether it is confirmed, secret. */
const SAVED =
  /^(refused|granted)~[\d.-]{10,14}~(\d{4}-\d\d-\d\d)(?:~([\da-f-]{36})~[a-z.]+~[a-z_.]*~([\da-f]{8})~[01](?:~[\w-]{43})?)?$/

/**
 * Reads a saved choice.
 *
 * @returns `undefined` for anything that the widget takes for none.
 */
export function readSavedChoice(text: string | undefined): SavedChoice | undefined {
  const [, kind, day = '', id, terms] = SAVED.exec(text ?? '') ?? []
  // No such day, or the parts of one kind behind the name of the other.
  if (!Date.parse(day) || (kind === 'granted') !== (id !== undefined)) return undefined
  return id === undefined || terms === undefined
    ? { kind: 'refused' }
    : { kind: 'granted', id, terms }
}

/** What is granted, joined by dots. */
const list = (grants: Readonly<Record<string, boolean>>): string =>
  Object.keys(grants)
    .filter((id) => grants[id])
    .join('.')

/** Writes a confirmed grant with the stamp of the terms that it was given under. */
export const formatGranted = (receipt: Receipt, terms: string): string =>
  [
    'granted',
    receipt.policyVersion,
    receipt.validUntil.slice(0, 10),
    receipt.id,
    list(receipt.purposes),
    list(receipt.dataKinds),
    terms,
    1,
  ].join('~')

/** Writes a refusal, which is alike for every visitor of a day (CB-20). */
export const formatRefused = (policyVersion: string, nowMs: number): string =>
  ['refused', policyVersion, new Date(nowMs).toISOString().slice(0, 10)].join('~')
