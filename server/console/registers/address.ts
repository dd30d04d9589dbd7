import { toHref } from '../shell/address.ts'
import { type RegisterAddress, readPage, type WrittenAddress, writeEntry } from './calls.ts'

/** What the address below `/registers` names: a register, an entry of it, or a form. */
export type Place =
  | { readonly kind: 'terms' }
  | { readonly kind: 'list'; readonly register: RegisterAddress }
  | { readonly kind: 'entry'; readonly register: RegisterAddress; readonly thread: string }
  | {
      readonly kind: 'form'
      readonly register: WrittenAddress
      /** The entry that is corrected. Default: a new one is written. */
      readonly thread: string | undefined
    }

/** The address of the terms of consents, which are no register of lines. */
const TERMS = 'consents'
/** Names no thread: those are ids, numbers and names of configured services. */
const NEW = 'new'
const CORRECT = 'correct'

/** Returns whether staff write a register by hand. */
export const isWritten = (register: RegisterAddress): register is WrittenAddress =>
  register in writeEntry

const isRegister = (name: string): name is RegisterAddress => name in readPage

/** Reads what follows `/registers`; an address of nothing is that of the first register. */
export function readPlace(rest: string): Place {
  const [name = '', thread, last] = rest.split('/').map(decodeURIComponent)
  if (name === TERMS) return { kind: 'terms' }
  if (!isRegister(name)) return { kind: 'list', register: 'disclosures' }
  if (thread === undefined || thread === '') return { kind: 'list', register: name }
  if (isWritten(name) && thread === NEW) return { kind: 'form', register: name, thread: undefined }
  if (isWritten(name) && last === CORRECT) return { kind: 'form', register: name, thread }
  return { kind: 'entry', register: name, thread }
}

/** Address of a register's list, with the filters that are kept. */
export const toList = (register: RegisterAddress | typeof TERMS, query: URLSearchParams) =>
  toHref(`/registers/${register}`, Object.fromEntries(query))

/** Address of one entry. */
export const toEntry = (register: RegisterAddress, thread: string, query: URLSearchParams) =>
  toHref(`/registers/${register}/${encodeURIComponent(thread)}`, Object.fromEntries(query))

export const toNewEntry = (register: WrittenAddress) => toHref(`/registers/${register}/${NEW}`)
export const toCorrection = (register: WrittenAddress, thread: string) =>
  toHref(`/registers/${register}/${encodeURIComponent(thread)}/${CORRECT}`)
