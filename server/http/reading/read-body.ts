import type { Context } from 'hono'
import type * as v from 'valibot'
import { limits } from '../../contract/limits.ts'
import { ApiError } from '../answering/api-error.ts'
import { check, type Problems } from './check.ts'
import { decodeForm } from './decode-form.ts'

/**
 * Reads a body as text and stops at the limit, whatever length the client declares.
 *
 * @throws {ApiError} `body_too_large`.
 */
function readText(c: Context): Promise<string> {
  const length = c.req.header('content-length')
  if (length === undefined) return readStream(c)
  if (Number(length) > limits.bodyBytes) throw new ApiError('body_too_large')
  return c.req.text()
}

async function readStream(c: Context): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limits.bodyBytes) throw new ApiError('body_too_large')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** As `readText`, undecoded. @throws {ApiError} `body_too_large`. */
async function readBytes(c: Context): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (Number(c.req.header('content-length')) > limits.bodyBytes)
    throw new ApiError('body_too_large')
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.byteLength
    if (length > limits.bodyBytes) throw new ApiError('body_too_large')
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** An aborted body: the client is gone, and it is not the server's fault. */
function refuseCut(error: unknown): never {
  throw error instanceof ApiError ? error : new ApiError('invalid_json')
}

/**
 * Reads a JSON body without validation. Hono's `validator('json')` passes `{}` for any other content type, so it is not used.
 *
 * @param types accepted content types.
 * @throws {ApiError} `unsupported_media_type` (415); `body_too_large` (413) over `limits.bodyBytes`; `invalid_json` (400),
 *   also where it is aborted.
 */
export async function readJson(c: Context, types: RegExp): Promise<unknown> {
  if (!types.test(c.req.header('content-type') ?? '')) throw new ApiError('unsupported_media_type')
  return parseJson(await readText(c).catch(refuseCut))
}

/**
 * Reads the fields of a plain HTML form, in UTF-8 or windows-1251. A field sent twice keeps its last value.
 *
 * @throws {ApiError} `body_too_large`.
 */
export async function readForm(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(await readFormFields(c))
}

/** As `readForm`: every field with its value, in the order in which they were sent. @throws {ApiError} `body_too_large`. */
export const readFormFields = async (
  c: Context,
): Promise<readonly (readonly [name: string, value: string])[]> =>
  decodeForm(await readBytes(c).catch(refuseCut))

/**
 * Validates a value. `further` contains problems that a schema cannot find; all are reported together.
 *
 * @throws {ApiError} `unknown_field` or `invalid_body`, naming every wrong field.
 */
export function checkBody<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  further: Problems = {},
): v.InferOutput<S> {
  const result = check(schema, value)
  if (result.kind === 'right') return result.output
  refuseFields({ ...further, ...result.problems })
}

/** @throws {ApiError} `unknown_field` or `invalid_body`, naming every wrong field. */
export function refuseFields(fields: Problems): never {
  const isUnknown = Object.values(fields).includes('unknown')
  throw new ApiError(isUnknown ? 'unknown_field' : 'invalid_body', { fields })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('invalid_json')
  }
}
