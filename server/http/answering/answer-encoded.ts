type Body = ConstructorParameters<typeof Response>[0]
type Init = ConstructorParameters<typeof Response>[1]

/**
 * Answers with a body that is compressed already. `encodeBody` is for runtimes that compress by themselves whatever names an
 * encoding, as Workers do: not again. Others know no such property.
 */
export const answerEncoded = (body: Body, init: Init): Response =>
  new Response(body, { ...init, encodeBody: 'manual' } as Init)
