import { useState } from 'preact/hooks'

/** Returns a new id for an act, a UUIDv7 (RFC 9562): sent twice with it, an act is done once. */
export function createActId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = crypto.getRandomValues(new Uint8Array(10))
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(random[2] ?? 0) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

/** Returns the id of what a form sends: the same as long as the form is shown, however often it is sent. */
export const useActId = (): string => useState(createActId)[0]
