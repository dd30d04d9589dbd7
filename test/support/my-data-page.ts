import type { TestApp } from './test-app.ts'

/** The server's name, below the school's. */
export const SERVER_HOST = 'consent.school.example'

/** The fields of a form of the page of one's own data. */
export type Fields = Readonly<Record<string, string>>

/** What a form was answered with. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly html: string
}

/** Sends a form as a browser does from the server's own page, unless the headers say otherwise; `undefined` leaves one out. */
export async function submitTo(
  server: TestApp,
  fields: Fields,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Answered> {
  const sent = new Headers({
    'content-type': 'application/x-www-form-urlencoded',
    host: SERVER_HOST,
    origin: `https://${SERVER_HOST}`,
    'sec-fetch-site': 'same-origin',
  })
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) sent.delete(name)
    else sent.set(name, value)
  }
  const answer = await server.app.request('/my-data?lang=en', {
    method: 'POST',
    headers: sent,
    body: new URLSearchParams(fields).toString(),
  })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

/** The value of the first hidden field of that name. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
