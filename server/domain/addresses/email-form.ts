/**
 * Normalises an email address for hashing and comparison. Only A to Z are lowered: Unicode's rules would turn the Kelvin sign
 * into `k`, so that a look-alike address would open another person's messages.
 */
export const normalEmail = (email: string): string =>
  email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase())
