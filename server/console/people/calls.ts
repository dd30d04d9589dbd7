import type {
  EndedSessionsResult,
  InvitationBody,
  InvitationResult,
  PeopleResult,
  RoleBody,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns everybody with access, and invitations that wait. */
export const listPeople = to('GET /v1/admin/people').answers<PeopleResult>()

/** Gives somebody another role. */
export const changeRole = to('POST /v1/admin/people/{id}/role').takes<RoleBody>().answers<void>()

/** Ends somebody's access. */
export const disablePerson = to('POST /v1/admin/people/{id}/disabling').answers<void>()

/** Signs somebody out everywhere. */
export const endSessionsOf = to(
  'DELETE /v1/admin/people/{id}/sessions',
).answers<EndedSessionsResult>()

/** Invites somebody. */
export const invite = to('POST /v1/admin/invitations')
  .takes<InvitationBody>()
  .answers<InvitationResult>()

/** Withdraws an invitation. */
export const withdrawInvitation = to('DELETE /v1/admin/invitations/{id}').answers<void>()
