import type { RequestDetailResult } from '../../contract/index.ts'
import { Facts } from '../parts/panel.tsx'
import { formatDay, formatInstant } from '../parts/value/format.ts'
import { MaskedValue } from '../parts/value/masked-value.tsx'
import { mapAnswer } from '../shell/call.ts'
import { useSite } from '../shell/site.ts'
import { useWorkSpeech } from '../work/speech.ts'
import { revealRequestField } from './calls.ts'

/** Who asks, as far as it is known, and when. */
export function Author({ request }: { readonly request: RequestDetailResult }) {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  const { number, limitOn, dueOn, closedAt, verifiedBy } = request
  const field = (name: 'name' | 'email') => ({
    name: words[name],
    value: <Masked number={number} field={name} request={request} />,
  })
  const isNameAsked = request.subject.kind === 'address'
  const proved = { credential: words.verifiedCredential, mailbox: words.verifiedMailbox }
  return (
    <Facts
      facts={[
        ...(isNameAsked ? [field('name')] : []),
        field('email'),
        {
          name: words.verified,
          value: verifiedBy === null ? words.identityNone : proved[verifiedBy],
        },
        {
          name: words.scope,
          value: request.scope === 'other' ? words.scopeOther : words.scopeSite,
        },
        { name: words.receivedAt, value: formatInstant(request.receivedAt, language, timeZone) },
        { name: words.due, value: formatDay(dueOn, language) },
        ...(limitOn === dueOn ? [] : [{ name: words.limit, value: formatDay(limitOn, language) }]),
        ...(closedAt === null
          ? []
          : [{ name: words.closedAt, value: formatInstant(closedAt, language, timeZone) }]),
      ]}
    />
  )
}

function Masked({
  number,
  field,
  request,
}: {
  readonly number: string
  readonly field: 'name' | 'email'
  readonly request: RequestDetailResult
}) {
  const { words } = useWorkSpeech()
  if (request.unreadable.includes(field)) return <>{words.unreadable}</>
  const masked = request[field]
  if (masked === null) return <>{words.notGiven}</>
  const reveal = async () =>
    mapAnswer(
      await revealRequestField({ params: { number }, body: { field } }),
      ({ value }) => value ?? words.unreadable,
    )
  return <MaskedValue key={number} name={words[field]} masked={masked} onReveal={reveal} />
}
