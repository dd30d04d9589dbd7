import type { SessionResult, SiteResult } from '../../contract/index.ts'
import { to } from './call.ts'

/** Returns whether a password is set, and whether this browser is signed in. */
export const readSession = to('GET /v1/admin/session').answers<SessionResult>()

/** Signs out, on the server too. */
export const signOut = to('DELETE /v1/admin/session').answers<void>()

/** Returns the site's public configuration. */
export const readSite = to('GET /v1/site').answers<SiteResult>()
