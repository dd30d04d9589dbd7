/** The used parts of the platform's API (Cloudflare Workers, compatibility date of wrangler.jsonc). */
declare module 'cloudflare:workers' {
  import type { ObjectState } from './bindings.ts'

  /** Base class of a Durable Object, whose public methods are callable from outside. */
  export class DurableObject<Bindings> {
    constructor(state: ObjectState, bindings: Bindings)
    protected readonly ctx: ObjectState
    protected readonly env: Bindings
  }
}

declare module 'cloudflare:email' {
  /** A mail for a `send_email` binding. @param raw the whole mail (RFC 5322). */
  export class EmailMessage {
    constructor(from: string, to: string, raw: string)
  }
}
