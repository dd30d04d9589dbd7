import { checkJson } from '../../support/app/json-schema.ts'
import type { Violations } from '../part.ts'
import type { Documented, Operation } from './document.ts'
import type { MadeRequest } from './make-request.ts'
import { CANARY } from './values.ts'

/** An answer, decoded. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

/** Words of our own machinery, which no answer holds. */
const INTERNALS =
  /node:internal|node_modules|\.[jt]s:\d+|SQLITE_|valibot|drizzle|\bat \S+ \(|\/dist\/|\/tmp\//
/** Headers in which what the client sent may stand. */
const REPEATED = ['access-control-allow-origin']

const parse = (
  text: string,
): { error?: { code?: string; fields?: Record<string, string> } } | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What an error repeats of what was sent, besides the names of fields. */
function findRepeated(text: string): boolean {
  const fields = Object.keys(parse(text)?.error?.fields ?? {})
  const rest = fields.reduce((left, name) => left.replaceAll(JSON.stringify(name), ''), text)
  return rest.includes(CANARY)
}

function judgeDocumented(
  operation: Operation,
  answer: Answer,
  documented: Documented,
  say: (rule: string) => void,
) {
  const response = operation.responses[answer.status]
  if (!response)
    return say(
      `is answered ${answer.status} ${parse(answer.text)?.error?.code ?? ''}, which is not documented`,
    )
  if (response.content === undefined) {
    if (answer.text !== '') say(`is answered ${answer.status} with a body that is not documented`)
    return
  }
  const [type = ''] = String(answer.headers['content-type'] ?? '').split(';')
  const content = response.content[type]
  if (!content) return say(`is answered ${answer.status} in ${type}, which is not documented`)
  if (!content.schema) return
  const problems = checkJson(content.schema, parse(answer.text), {
    schemas: documented.schemas,
    isClosed: true,
  })
  if (problems.length > 0)
    say(`is answered ${answer.status} with a body that is not documented (${problems[0]})`)
}

/** Holds an answer against the rules. */
export function judge(
  request: MadeRequest,
  operation: Operation,
  answer: Answer,
  { documented, violations }: { readonly documented: Documented; readonly violations: Violations },
): void {
  const example = `${request.method} ${request.path.slice(0, 200)} ${(request.body ?? '').slice(0, 300)} → ${answer.text.slice(0, 200)}`
  const say = (rule: string) =>
    violations.add(`${operation.method} ${operation.path} ${rule}`, example)
  const code = parse(answer.text)?.error?.code
  if (answer.status >= 500 && code !== 'mail_unavailable')
    say(`is answered ${answer.status} ${code}`)
  if (request.isDocumented) judgeDocumented(operation, answer, documented, say)
  if (answer.status < 400) return
  if (findRepeated(answer.text)) say('repeats a value in an error')
  if (INTERNALS.test(answer.text)) say('shows its internals in an error')
  for (const [name, value] of Object.entries(answer.headers))
    if (!REPEATED.includes(name) && String(value).includes(CANARY))
      say(`repeats a value in ${name}`)
}
