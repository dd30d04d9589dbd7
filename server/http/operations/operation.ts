import type { Context } from 'hono'
import type * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import type { Acting } from '../../domain/registers/acting.ts'
import type { AppDeps } from '../app-deps.ts'
import type { CorsHeaders } from '../protecting/origin.ts'
import type { Takes } from './content-types.ts'
import type { OperationAnswer } from './description.ts'
import type { InputOf, SchemaName } from './schemas.ts'
import type { Staff, Who } from './who.ts'

/** A part of an address that the caller fills in. */
export interface Parameter {
  readonly description: string
  readonly schema: v.GenericSchema
}

/** The schema of a whole query: an object with an entry for each parameter. */
export type QuerySchema = v.GenericSchema & {
  readonly entries: Readonly<Record<string, v.GenericSchema>>
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

/** A request that has passed what its operation asks of it. */
export interface Call<Body = unknown, Query = unknown, Names extends string = string> {
  readonly c: Context
  /** CORS headers for the answer, where a page of an allowed origin asks; none for staff and `anyone`. */
  readonly cors: CorsHeaders
  /** The variable parts of the address, unchecked. */
  readonly params: Readonly<Record<Names, string>>
  readonly query: Query
  readonly body: Body
}

/** A request of signed-in staff. */
export interface StaffCall<Body = unknown, Query = unknown, Names extends string = string>
  extends Call<Body, Query, Names> {
  /** Who acts. */
  readonly staff: Acting
}

/** What a handler is given: for an operation of staff, who acts as well. */
type CallBy<Caller extends Who, Body, Query, Names extends string> = Caller extends Staff
  ? StaffCall<Body, Query, Names>
  : Call<Body, Query, Names>

/** Made once for each server; takes every call. */
export type MakeHandler<Called> = (deps: AppDeps) => (call: Called) => Response | Promise<Response>

/** What is said of an operation besides its address. */
interface Words {
  readonly tag: string
  /** Names the operation in generated clients; never changed. */
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly answers: readonly OperationAnswer[]
}

/** The console takes nothing that a form of another site could send. */
type Admitted =
  | { readonly who: 'console' | Staff; readonly body?: { readonly takes: 'json' } }
  | { readonly who: Exclude<Who, 'console' | Staff>; readonly body?: { readonly takes: Takes } }

/** The columns that make no difference to the types of a handler. */
interface PlainColumns extends Words {
  readonly method: 'get' | 'post' | 'delete'
  /** Parameters of the query that are read where they make sense, and never refused. */
  readonly lenient?: Readonly<Record<string, Parameter>>
  /** Codes that the handler itself answers with. Those that follow from the other columns are added (`errorsOf`). */
  readonly errors?: readonly ErrorCode[]
  /** Errors are answered with a page as well, since a person reads them. Default: with the error envelope. */
  readonly errorsAre?: 'pages'
  /** Takes what a plain HTML form sends to the same address, in place of everything else. */
  readonly form?: (deps: AppDeps) => (c: Context) => Promise<Response>
  /** Reading it does not prolong the session: the console asks for it by itself. Default: every request does. */
  readonly isQuiet?: true
  /** Further addresses that the route of this one answers too, each described by itself. */
  readonly covers?: readonly Covered[]
}

/** An address that another operation's route answers. */
export interface Covered extends Words {
  readonly path: string
  readonly params: Readonly<Record<string, Parameter>>
}

/** A JSON body. */
interface BodyColumn<Name, Body> {
  /** By which it is described and, where there is no `check`, checked. */
  readonly schema: Name
  readonly takes: Takes
  /** Checks a body that may be more than its schema says. @throws {ApiError} naming every wrong field. */
  readonly check?: (json: unknown, deps: AppDeps) => Body
}

/** A query that is checked as a whole; `means` says what each of its parameters is. */
interface QueryColumn<Query extends QuerySchema> {
  readonly schema: Query
  readonly means: Readonly<Record<keyof Query['entries'] & string, string>>
}

/** Every variable part of an address is described. */
type ParamsColumn<Names extends string> = [Names] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<Names, Parameter>> }

/** The columns that decide what a handler is given. */
interface TypedColumns<
  Path extends string,
  Name,
  Query extends QuerySchema,
  Body,
  Caller extends Who,
> {
  readonly who: Caller
  /** With `{name}` for variable parts. */
  readonly path: Path
  readonly query?: QueryColumn<Query>
  readonly body?: BodyColumn<Name, Body>
  readonly handler: MakeHandler<CallBy<Caller, Body, v.InferOutput<Query>, NamesIn<Path>>>
}

/** One method of one address: who may call it, what it takes and answers, and what handles it. */
export interface Operation extends PlainColumns {
  readonly who: Who
  readonly path: string
  readonly params?: Readonly<Record<string, Parameter>> | undefined
  readonly query?: {
    readonly schema: QuerySchema
    readonly means: Readonly<Record<string, string>>
  }
  readonly body?: BodyColumn<SchemaName, unknown>
  /** Takes what its own columns give it, each another `Call`: `operation` has seen to it. */
  readonly handler: MakeHandler<never>
}

/** Defines an operation; its handler is given what its columns say. */
export const operation = <
  const Path extends string,
  Name extends SchemaName = never,
  Query extends QuerySchema = never,
  Body = InputOf<Name>,
  Caller extends Who = Who,
>(
  columns: PlainColumns &
    Admitted &
    ParamsColumn<NamesIn<Path>> &
    TypedColumns<Path, Name, Query, Body, Caller>,
): Operation => columns
