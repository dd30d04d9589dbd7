import { randomBytes } from 'node:crypto'
import type { InvitationResult, Role } from '../../server/contract/index.ts'
import { type School, SERVER, type Sending } from './school.ts'

/** Somebody of the school's staff. */
export interface Member {
  readonly name: string
  readonly email: string
  /** Made by chance in each run, and printed: there is no account that everybody knows. */
  readonly password: string
  readonly role: Role
}

const member = (name: string, email: string, role: Role): Member => ({
  ...{ name, email, role },
  password: randomBytes(12).toString('base64url'),
})

/** Calls an operation as the member who is signed in. */
export type Act = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function begin(school: School, path: string, body: unknown): Promise<Act> {
  const response = await school.fetch('POST', path, body, { origin: SERVER })
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
  const sending: Sending = { origin: SERVER, headers: { cookie: cookiesOf(response) } }
  return (method, address, json) => school.send(method, `/v1/admin${address}`, json, sending)
}

async function promise(act: Act): Promise<void> {
  const { version } = await act<{ version: string }>('GET', '/undertaking')
  await act('POST', '/undertaking', { version })
}

/** Signs a member in. */
export const signIn = (school: School, { email, password }: Member): Promise<Act> =>
  begin(school, '/v1/admin/session', { email, password })

/** Sets the server up: the head, and those whom the head invites. */
export async function openOffice(
  school: School,
): Promise<{ readonly members: readonly Member[]; readonly operator: Member }> {
  const head = member('Гүлмира Сатыбалдина', 'head@school.example', 'administrator')
  const operator = member('Бауыржан Төлеуов', 'office@school.example', 'operator')
  const others = [
    operator,
    member('Наталья Ли', 'audit@school.example', 'auditor'),
    member('Арман Қасымов', 'site@school.example', 'statistics'),
  ]
  const { name, email, password } = head
  const token = school.deps.setupToken
  const act = await begin(school, '/v1/admin/setup', { token, name, email, password })
  await promise(act)
  for (const one of others) {
    const body = { email: one.email, role: one.role, language: 'kk' }
    const invitation = await act<InvitationResult>('POST', '/invitations', body)
    const acceptance = { token: invitation.token, name: one.name, password: one.password }
    await promise(await begin(school, '/v1/admin/acceptance', acceptance))
  }
  return { members: [head, ...others], operator }
}
