const HIDDEN = '•••'

/** First letter or digit of a text; nothing else of it is shown, whatever it begins with. */
const firstOf = (text: string): string => text.match(/[\p{L}\p{N}]/u)?.[0] ?? ''

/** Masks a name: the first letter of at most two words, whatever its length. */
const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => firstOf(word) !== '')
    .slice(0, 2)
    .map((word) => `${firstOf(word)}${HIDDEN}`)
    .join(' ') || HIDDEN

/** Masks an address: the first letter of its mailbox and of its domain. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${firstOf(email.slice(0, Math.max(at, 0)))}${HIDDEN}@${firstOf(email.slice(at + 1))}${HIDDEN}`
}

/** Masks a phone number: its last two digits. */
const maskPhone = (phone: string): string =>
  `${HIDDEN} ${phone.replace(/\D/g, '').slice(-2)}`.trim()

const masks = { name: maskName, email: maskEmail, phone: maskPhone }

/** Masks one field of a sender; `null` where it is empty. */
export const maskField = (field: keyof typeof masks, text: string | null): string | null =>
  text === null ? null : masks[field](text)
