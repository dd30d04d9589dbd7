import type { Cryptography } from '../../crypto/cryptography.ts'
import { normalEmail } from './email-form.ts'

/** Whose address it is: of a person who writes to the school, or of staff. */
type EmailPurpose = 'messages.email' | 'accounts.email'

/** Returns the blind indexes of an email address as it was typed, one for each key generation in use, newest first. */
export const indexEmail = (
  purpose: EmailPurpose,
  email: string,
  { blindIndexes }: Pick<Cryptography, 'blindIndexes'>,
): readonly Uint8Array[] => blindIndexes(purpose, normalEmail(email))
