import type * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import type { SchemaName } from './schemas.ts'

/** A variable part of an address. */
export interface OperationParameter {
  readonly in: 'path' | 'query'
  readonly name: string
  readonly description: string
  readonly schema: v.GenericSchema
}

/** A successful answer, or another one that is not an error envelope. */
export interface OperationAnswer {
  readonly status: number
  readonly description: string
  /** Absent where the answer has no body, or one that is not JSON. */
  readonly schema?: SchemaName
  /** `Content-Type` of a body that is not JSON; beside `schema`, another one that may be asked for. */
  readonly type?: string
}

/** Who may call: the holder of the record's secret, the person whose data they are, or a signed-in administrator. */
export type OperationSecurity = 'recordSecret' | 'subjectSecret' | 'adminSession'

/** One method of one address, as the document describes it. */
export interface Described {
  readonly method: 'get' | 'post' | 'delete'
  /** With `{name}` for variable parts. */
  readonly path: string
  readonly tag: string
  /** Names the operation in generated clients; never changed. */
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly security?: OperationSecurity
  readonly parameters?: readonly OperationParameter[]
  readonly body?: { readonly schema: SchemaName; readonly types: readonly string[] }
  readonly answers: readonly OperationAnswer[]
  /** Every error code that it can answer with; status and sentence come from `errorStatus`. */
  readonly errors: readonly ErrorCode[]
  /** Default: with the error envelope. */
  readonly errorsAre?: 'pages'
}

/** The answer to a client that names the ETag of what it has. */
export const NOT_MODIFIED: OperationAnswer = {
  status: 304,
  description: 'What the client has is current (`If-None-Match`).',
}

/** A page that is the same for all who ask in one language. */
export const PAGE: readonly OperationAnswer[] = [
  { status: 200, description: 'The page.', type: 'text/html' },
  NOT_MODIFIED,
]
