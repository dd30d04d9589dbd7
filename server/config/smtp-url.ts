import * as v from 'valibot'

/** Traffic to these hosts never leaves the machine. */
const loopback = /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/** Options of the mail client that do not weaken encryption. */
const harmless: readonly string[] = ['name', 'localAddress', 'authMethod']

/** Parses a mail server's address; `undefined` where it is not a URL. */
function readUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined
}

/**
 * Returns whether mail to the server must be encrypted, by STARTTLS where the connection begins unencrypted: always, except
 * to the machine itself.
 */
export const mustEncryptMail = (url: string): boolean =>
  !loopback.test(readUrl(url)?.hostname ?? '')

function keepsEncryption(text: string): boolean {
  const url = readUrl(text)
  return (
    !url ||
    !mustEncryptMail(text) ||
    [...url.searchParams.keys()].every((key) => harmless.includes(key))
  )
}

/** Address of the mail server. Options that weaken encryption are rejected, whatever their value. */
export const smtpUrl = v.pipe(
  v.string(),
  v.check(
    (text) => !/\s/.test(text) && readUrl(text) !== undefined,
    'an address such as smtp://user:password@host:587',
  ),
  v.check(
    keepsEncryption,
    'without options such as ignoreTLS or tls.rejectUnauthorized, since mail is only sent encrypted: write smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465, and name the authority of a certificate of your own in NODE_EXTRA_CA_CERTS',
  ),
)
