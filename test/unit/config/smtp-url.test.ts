import { expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'
import { mustEncryptMail } from '../../../server/config/smtp-url.ts'

const SECRET_PART = 'planted-password'
const read = (url: string) => parseEnvironment({ SMTP_URL: url }).SMTP_URL
/** What a wrong address is answered with at the start. */
const refusal = (url: string): string => {
  try {
    read(url)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

test.each([
  'smtp://user:planted-password@mail.school.example:587',
  'smtps://user:planted-password@mail.school.example',
  'smtp://mail.school.example?name=school.example&authMethod=PLAIN',
])('CF-10 %s is believed, and encryption is required', (url) => {
  expect(read(url)).toBe(url)
  expect(mustEncryptMail(url)).toBe(true)
})

test.each([
  'smtp://localhost:2525',
  'smtp://127.0.0.1:25?ignoreTLS=true',
  'smtp://[::1]:25?tls.rejectUnauthorized=false',
])('CF-10 %s is the machine itself and may be plain', (url) => {
  expect(read(url)).toBe(url)
  expect(mustEncryptMail(url)).toBe(false)
})

test.each([
  ...['ignoreTLS=true', 'opportunisticTLS=true', 'requireTLS=false', 'secure=false'],
  ...['tls.rejectUnauthorized=false', 'tls.rejectUnauthorized=0', 'tls.minVersion=TLSv1'],
  ...['tls.ciphers=ALL', 'socketTimeout=1', 'pool=true', 'name=a&ignoreTLS=1'],
])('CF-10 the option %s is refused at the start, with what to write instead', (query) => {
  for (const scheme of ['smtp', 'smtps']) {
    const said = refusal(`${scheme}://user:${SECRET_PART}@mail.school.example?${query}`)
    expect(said).toContain('smtps://user:password@host:465')
    expect(said).toContain('NODE_EXTRA_CA_CERTS')
    expect(said).not.toContain(SECRET_PART)
    expect(said).not.toContain('mail.school.example')
  }
})

test.each([
  'smtp://localhost.school.example',
  'smtp://127.0.0.1.school.example',
  'smtp://localhost@mail.school.example',
  'smtp://127.0.0.1@mail.school.example',
  'smtp://10.0.0.5',
])('CF-10 %s only looks like the machine itself', (url) => {
  expect(mustEncryptMail(url)).toBe(true)
  expect(refusal(`${url}?ignoreTLS=true`)).toContain('STARTTLS')
})

test.each(['mail.school.example', 'http://mail.school.example', 'smtp://', 'smtp://a b'])(
  'CF-10 %s is no address of a mail server',
  (url) => expect(refusal(url)).toContain('an address such as smtp://user:password@host:587'),
)
