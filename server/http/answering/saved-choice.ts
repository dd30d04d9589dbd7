import type { Receipt } from '../../contract/index.ts'

// The saved choice in the widget's format (`widget/consent/format-choice.ts`, `keeping/recall.ts`). The layers cannot share
// code, so `test/unit/http/saved-choice-format.test.ts` checks both with the same texts.

/** The parts of a saved choice that the server needs. */
export type SavedChoice =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'granted'
      /** Id of its consent record. */
      readonly id: string
      /** Stamp of the terms under which it was given. */
      readonly terms: string
    }

/** Kind, version, day, and of a grant id, purposes, data kinds, terms, whether it is confirmed, secret. */
const SAVED =
  /^(refused|granted)~[\d.-]{10,14}~(\d{4}-\d\d-\d\d)(?:~([\da-f-]{36})~[a-z.]+~[a-z_.]*~([\da-f]{8})~[01](?:~[\w-]{43})?)?$/

/**
 * Parses a saved choice.
 *
 * @returns `undefined` for anything that the widget would reject.
 */
export function readSavedChoice(text: string | undefined): SavedChoice | undefined {
  const [, kind, day = '', id, terms] = SAVED.exec(text ?? '') ?? []
  // The day does not exist, or the fields do not match the kind.
  if (!Date.parse(day) || (kind === 'granted') !== (id !== undefined)) return undefined
  return id === undefined || terms === undefined
    ? { kind: 'refused' }
    : { kind: 'granted', id, terms }
}

/** Returns the granted names, joined by dots. */
const list = (grants: Readonly<Record<string, boolean>>): string =>
  Object.keys(grants)
    .filter((id) => grants[id])
    .join('.')

/** Formats a confirmed grant with the stamp of the terms under which it was given. */
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

/** Formats a refusal, which is identical for every visitor of a day (CB-20). */
export const formatRefused = (policyVersion: string, nowMs: number): string =>
  ['refused', policyVersion, new Date(nowMs).toISOString().slice(0, 10)].join('~')
