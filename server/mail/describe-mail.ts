import type { WrittenMail } from '../domain/mail/write-mail.ts'

/** Builds a mail for nodemailer, whatever transport sends it. @param domain of the message id. */
export const describeMail = (
  { id, to, subject, text }: WrittenMail & { readonly id: string },
  from: string,
  domain: string,
) => ({
  ...{ from, subject, text, messageId: `<${id}@${domain}>` },
  // An object, so that a comma in an address does not make two recipients.
  to: { name: '', address: to },
  headers: { 'auto-submitted': 'auto-generated' },
  // Nodemailer must never read files or URLs into a mail.
  ...{ disableFileAccess: true, disableUrlAccess: true },
})
