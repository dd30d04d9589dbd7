import { DurableObject } from 'cloudflare:workers'
import { compressAtOnce, createCompressor } from '../../../server/assets/compressor.ts'
import { answerEndlessly } from '../../support/server/endless-answer.ts'

/** An object that answers without an end. */
export class EndlessObject extends DurableObject<object> {
  readonly #answer = answerEndlessly(createCompressor(compressAtOnce))

  fetch(request: Request): Response {
    return this.#answer(request)
  }
}

interface Bindings {
  readonly ENDLESS: { getByName(name: string): { fetch(request: Request): Promise<Response> } }
}

export default {
  fetch: (request: Request, { ENDLESS }: Bindings) => ENDLESS.getByName('one').fetch(request),
}
