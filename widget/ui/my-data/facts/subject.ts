// Types only: the interface between the panel and the part that sends requests.
import type { SendResult } from '../../props.ts'

/** One request to the server on behalf of a person. */
export interface SubjectRequest {
  /** Default: `POST` where there is a body, else `GET`. */
  readonly method?: 'DELETE'
  /** The person's credential: `<record id>.<secret>`, `<reference>.<code>` or `code.<token>`. */
  readonly credential?: string
  readonly body?: object
}

/** Server and browser functions for the panel. None of them rejects. */
export interface Subject {
  /** Returns the record whose secret this device has. */
  own(): OwnRecord | undefined
  /** Returns a new UUID of version 7, the idempotency key of a write. */
  newId(): string
  ask<Body>(path: string, request?: SubjectRequest): Promise<SendResult<Body>>
  /** Downloads a file and saves it under this name. */
  save(
    path: string,
    file: { readonly credential: string; readonly name: string },
  ): Promise<SendResult>
  /**
   * Withdraws the consents behind a credential, or one purpose of them (DS-06). This device's own record is withdrawn as in
   * the settings, which stops everything at once: `later` where the server could not be reached yet.
   */
  withdraw(credential: string, purpose?: string): Promise<SendResult<'now' | 'later'>>
}

/** A consent record and its secret. */
export interface OwnRecord {
  readonly id: string
  readonly secret: string
}
