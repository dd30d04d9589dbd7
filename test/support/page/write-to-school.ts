import { message, newId } from '../app/test-app.ts'
import type { TestServer } from '../browser/fixtures.ts'

/** Sends a message as a program of the school's without a page. Returns its credential. */
export async function writeTo(
  server: Pick<TestServer, 'url'>,
  person: { readonly name: string; readonly email: string },
): Promise<{ readonly reference: string; readonly code: string }> {
  const response = await fetch(`${server.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message({ ...person, id: newId(Date.now()) })),
  })
  if (response.status !== 201)
    throw new Error(`message: ${response.status} ${await response.text()}`)
  return response.json()
}
