type Body = ConstructorParameters<typeof Response>[0]
type Init = ConstructorParameters<typeof Response>[1]

/**
 * Sends a body that is already compressed. `encodeBody` stops runtimes such as Workers from compressing it again; others
 * ignore it.
 */
export const answerEncoded = (body: Body, init: Init): Response =>
  new Response(body, { ...init, encodeBody: 'manual' } as Init)
