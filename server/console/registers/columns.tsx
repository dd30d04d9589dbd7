import type { Column } from '../parts/list/table.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { nameActor } from '../text/name-actor.ts'
import { toEntry } from './address.ts'
import type { Line, RegisterAddress } from './calls.ts'
import { Fact, titleOf } from './fact.tsx'
import { useTexts } from './speech.ts'
import type { RegisterTexts } from './text/kk.ts'

/** The facts that a list shows of a line; the others are shown beside it. */
const SHOWN: Readonly<Record<RegisterAddress, readonly string[]>> = {
  disclosures: ['date', 'recipient', 'ground', 'documentNumber', 'noticeDueOn'],
  'paper-consents': ['number', 'date', 'purpose', 'withdrawnOn'],
  processors: ['name', 'country', 'purpose', 'confidentialityUntil'],
  services: ['name', 'provider', 'country', 'endedOn'],
  destructions: ['date', 'category', 'count', 'ground', 'number'],
  exports: ['subject', 'subjects', 'leftOut'],
  audit: ['action', 'subject'],
}

/** A title of a list’s own, where the fact is another thing there. */
const titleIn = (register: RegisterAddress, name: string, text: RegisterTexts): string =>
  register === 'exports' && name === 'subjects' ? text.f_given : titleOf(name, text)

/** Returns the columns of a register: when, what, and by whom. */
export function useColumns(
  register: RegisterAddress,
  query: URLSearchParams,
  names: Readonly<Record<string, string>>,
): readonly Column<Line>[] {
  const text = useTexts()
  const { language, text: shared } = useSpeech()
  const { timeZone } = useSite()
  return [
    {
      id: 'at',
      title: text.written,
      cell: ({ at, thread }) => (
        <a href={toEntry(register, thread, query)}>{formatInstant(at, language, timeZone)}</a>
      ),
    },
    ...SHOWN[register].map((name) => ({
      id: name,
      title: titleIn(register, name, text),
      cell: ({ content }: Line) => <Fact name={name} value={content[name]} />,
    })),
    { id: 'actor', title: text.by, cell: ({ actor }) => nameActor(actor, shared, names) },
  ]
}
