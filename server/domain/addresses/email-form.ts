/**
 * An email address in the one form in which it is hashed and compared. Only A to Z become small: Unicode's rules would turn
 * the Kelvin sign into `k`, and so let somebody's look-alike address open another's messages.
 */
export const normalEmail = (email: string): string =>
  email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase())
