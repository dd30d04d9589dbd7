import * as v from 'valibot'
import type {
  EndedSessionsResult,
  InvitationResult,
  PersonResult,
} from '../../../contract/index.ts'
import { actingAs } from '../../../domain/registers/acting.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { invite, withdrawInvitation } from '../../../domain/staff/invitations.ts'
import { changeRole, disablePerson, listPeople } from '../../../domain/staff/people.ts'
import { endSessions } from '../../../domain/staff/session.ts'
import { answerEmpty, answerJson } from '../../../http/answering/answer.ts'
import { answerCsv } from '../../../http/answering/answer-csv.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import type { StaffChange } from '../../../store/store.ts'

const PEOPLE = '/v1/admin/people'
const INVITATIONS = '/v1/admin/invitations'
const params = { id: { description: 'The account.', schema: v.string() } }
const done = [{ status: 204, description: 'Done.' }] as const

const COLUMNS = [
  ...['name', 'email', 'role', 'createdAt', 'lastSignInAt', 'disabledAt'],
  ...['hasFactor', 'undertakingAt'],
] as const satisfies readonly (keyof PersonResult)[]

/** @throws {ApiError} `not_found`, also where somebody else ended the access meanwhile; `last_administrator`. */
function mustBeStored(change: StaffChange): void {
  if (change === 'absent') throw new ApiError('not_found')
  if (change === 'last_administrator') throw new ApiError('last_administrator')
}

/** Everybody with access to the console, for administrators. */
export const peopleOperations = [
  operation({
    ...{ method: 'get', path: PEOPLE, tag: 'People', id: 'listPeople' },
    who: staff(),
    summary: 'List everybody with access',
    description:
      'Also those whose access has ended, and invitations that wait. That it was read is audited.',
    answers: [{ status: 200, description: 'The people.', schema: 'PeopleResult' }],
    handler:
      (deps) =>
      async ({ staff: { id: actor } }) => {
        const people = await listPeople(deps)
        await audit(deps, { action: 'people.read', subject: 'people', actor })
        return answerJson(200, people)
      },
  }),
  operation({
    ...{ method: 'get', path: `${PEOPLE}.csv`, tag: 'People', id: 'exportPeople' },
    who: staff(),
    summary: 'Get the list of persons with access as a table',
    description: 'To print or file it. That it was taken is audited.',
    answers: [{ status: 200, description: 'CSV (RFC 4180).', type: 'text/csv' }],
    handler:
      (deps) =>
      async ({ staff: { id: actor } }) => {
        const { people } = await listPeople(deps)
        const facts = { people: people.length }
        await audit(deps, { action: 'people.export', subject: 'people', actor, facts })
        const rows = people.map((person) => COLUMNS.map((column) => person[column]))
        return answerCsv('people', COLUMNS, [rows])
      },
  }),
  operation({
    ...{ method: 'post', path: `${PEOPLE}/{id}/role`, tag: 'People', id: 'changeRole' },
    who: staff(),
    summary: 'Give somebody another role',
    description: 'Holds from their next request on. The last administrator stays one.',
    params,
    body: { schema: 'RoleBody', takes: 'json' },
    answers: done,
    errors: ['not_found', 'last_administrator'],
    handler:
      (deps) =>
      async ({ params: { id }, body: { role }, staff: by }) => {
        mustBeStored(await changeRole(id, role, actingAs(deps, by)))
        return answerEmpty(204)
      },
  }),
  operation({
    ...{ method: 'post', path: `${PEOPLE}/{id}/disabling`, tag: 'People', id: 'disablePerson' },
    who: staff(),
    summary: 'End somebody’s access',
    description:
      'At once, with their sessions. `not_found` where somebody else has ended it already. The last administrator stays.',
    params,
    answers: done,
    errors: ['not_found', 'last_administrator'],
    handler:
      (deps) =>
      async ({ params: { id }, staff: by }) => {
        mustBeStored(await disablePerson(id, actingAs(deps, by)))
        return answerEmpty(204)
      },
  }),
  operation({
    ...{ method: 'delete', path: `${PEOPLE}/{id}/sessions`, tag: 'People', id: 'endSessionsOf' },
    who: staff(),
    summary: 'Sign somebody out everywhere',
    description: 'Their access stays.',
    params,
    answers: [{ status: 200, description: 'Ended.', schema: 'EndedSessionsResult' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ params: { id: account }, staff: { id: actor } }) => {
        if (!(await deps.store.findAccount(account))) throw new ApiError('not_found')
        const ended = await endSessions(deps, { account, actor })
        return answerJson(200, { ended } satisfies EndedSessionsResult)
      },
  }),
  operation({
    ...{ method: 'post', path: INVITATIONS, tag: 'People', id: 'invite' },
    who: staff(),
    summary: 'Invite somebody',
    description:
      'Mailed where mail and the server’s address are configured; else the answer contains the token, once. Valid for 72 hours, while whoever invites is an administrator. An earlier invitation of the address is withdrawn.',
    body: { schema: 'InvitationBody', takes: 'json' },
    answers: [{ status: 201, description: 'Invited.', schema: 'InvitationResult' }],
    errors: ['account_present'],
    handler:
      (deps) =>
      async ({ body, staff: by }) => {
        const invited: InvitationResult | 'present' = await invite(body, actingAs(deps, by))
        if (invited === 'present') throw new ApiError('account_present')
        return answerJson(201, invited)
      },
  }),
  operation({
    ...{ method: 'delete', path: `${INVITATIONS}/{id}`, tag: 'People', id: 'withdrawInvitation' },
    who: staff(),
    summary: 'Withdraw an invitation',
    description: 'Its address opens nothing any more.',
    params: { id: { description: 'The invitation.', schema: v.string() } },
    answers: done,
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ params: { id }, staff: by }) => {
        if (!(await withdrawInvitation(id, actingAs(deps, by)))) throw new ApiError('not_found')
        return answerEmpty(204)
      },
  }),
]
