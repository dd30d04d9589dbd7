// Types only: what the panel and the part that reaches the server know of each other.
import type { SendResult } from '../../props.ts'

/** One request to the server in a person's name. */
export interface SubjectRequest {
  /** Default: `POST` where there is a body, else `GET`. */
  readonly method?: 'DELETE'
  /** What shows who asks: `<record id>.<secret>`, `<reference>.<code>` or `code.<token>`. */
  readonly credential?: string
  readonly body?: object
}

/** What the panel may ask of server and browser. Nothing rejects. */
export interface Subject {
  /** The record that this device holds the secret of. */
  own(): OwnRecord | undefined
  /** A new UUID of version 7, the idempotency key of a write. */
  newId(): string
  ask<Body>(path: string, request?: SubjectRequest): Promise<SendResult<Body>>
  /** Fetches a file and hands it to the browser to be saved under this name. */
  save(
    path: string,
    file: { readonly credential: string; readonly name: string },
  ): Promise<SendResult>
  /**
   * Withdraws the consents behind a credential, or one purpose of them (DS-06). This device's own record is withdrawn
   * as its settings do it, which stops everything at once: `later` where the server could not be told yet.
   */
  withdraw(credential: string, purpose?: string): Promise<SendResult<'now' | 'later'>>
}

/** A consent record and the secret that opens it. */
export interface OwnRecord {
  readonly id: string
  readonly secret: string
}
