import { consent, OWNER, PAGE_ORIGIN, type TestApp, visits } from './test-app.ts'

/** The server's host, below the school's. */
export const SERVER_HOST = 'consent.school.example'

/** Headers of a request from a page of the school. */
export const FROM_SCHOOL = {
  origin: PAGE_ORIGIN,
  host: SERVER_HOST,
  'sec-fetch-site': 'same-site',
}

/** The fields of a form on the my-data page. */
export type Fields = Readonly<Record<string, string>>

/** The response to a form. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly html: string
}

/** Submits a form as a browser does from the server's own page, unless the headers say otherwise; `undefined` omits a header. */
export async function submitTo(
  server: TestApp,
  fields: Fields,
  headers: Readonly<Record<string, string | undefined>> = {},
  language = 'en',
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
  const answer = await server.app.request(`/my-data?lang=${language}`, {
    method: 'POST',
    headers: sent,
    body: new URLSearchParams(fields).toString(),
  })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

/** Returns the value of the first hidden field of that name. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/**
 * Gives a consent on the school's page, on a site above the server's, and returns the cookies for the my-data page: the key,
 * and the saved choice.
 */
export async function giveOnDevice(server: TestApp, visitCount = 0) {
  const body = consent()
  const answer = await server.post('/v1/consents', body, FROM_SCHOOL)
  for (let visit = 0; visit < visitCount; visit++)
    await server.post('/v1/visits', visits(body.id, { id: body.id.replace(/.$/, String(visit)) }))
  const lines = answer.headers.getSetCookie()
  const line = lines.find((one) => one.includes('Path=/my-data')) ?? ''
  const choice = lines.find((one) => one.startsWith(`kelisim-${OWNER}=`)) ?? ''
  const [cookie = '', kept = ''] = [line, choice].map((one) => one.split(';')[0])
  return { body, line, cookie, kept }
}
