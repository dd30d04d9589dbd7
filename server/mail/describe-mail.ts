import type { WrittenMail } from '../domain/mail/write-mail.ts'

/** A mail as nodemailer is told of it, whatever takes it. @param domain of the name that it bears. */
export const describeMail = (
  { id, to, subject, text }: WrittenMail & { readonly id: string },
  from: string,
  domain: string,
) => ({
  ...{ from, subject, text, messageId: `<${id}@${domain}>` },
  // An object, so that no comma in an address makes two recipients of it.
  to: { name: '', address: to },
  headers: { 'auto-submitted': 'auto-generated' },
  // No files and no addresses are ever read into a mail.
  ...{ disableFileAccess: true, disableUrlAccess: true },
})
