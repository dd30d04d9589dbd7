import type { ProofResult } from '../../contract/index.ts'
import { SaveButton } from '../parts/download.tsx'
import { Table } from '../parts/list/table.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatDay, formatInstant, formatNumber } from '../parts/value/format.ts'
import { toHref } from '../shell/address.ts'
import { languageNames } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'
import type { ProofTexts } from './text/kk.ts'

type ProvenEvent = ProofResult['events'][number]

const STATES: Readonly<Record<string, keyof ProofTexts>> = {
  ConsentGiven: 'consentGiven',
  RenewedConsentGiven: 'consentRenewed',
  ConsentWithdrawn: 'consentWithdrawn',
  ConsentExpired: 'consentExpired',
}
const PLACES: Readonly<Record<string, keyof ProofTexts>> = {
  ...{ banner: 'onBanner', settings: 'onSettings', contact_form: 'onForm' },
}

const wordOf = (text: ProofTexts, name: string): string =>
  name in text ? text[name as keyof ProofTexts] : name

/** What an event allows, in words: purposes, and under them the kinds of data. */
function listAllowed({ event }: ProvenEvent, text: ProofTexts): string {
  const granted = (given: unknown) =>
    Object.entries((given ?? {}) as Record<string, boolean>)
      .filter(([, isGranted]) => isGranted)
      .map(([name]) => wordOf(text, name))
  const purposes = granted(event.purposes)
  const kinds = granted(event.dataKinds)
  if (purposes.length === 0) return text.nothingAllowed
  return purposes.join(', ') + (kinds.length > 0 ? ` (${kinds.join(', ')})` : '')
}

/** The story of one consent in words, with its proof as a file. */
export function Story({ proof }: { readonly proof: ProofResult }) {
  const text = useTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const { record, events, notice } = proof
  const when = (ms: unknown) =>
    formatInstant(new Date(Number(ms)).toISOString(), language, timeZone)
  return (
    <Panel
      title={fill(text.storyTitle, { id: record.id as string })}
      acts={<a href={toHref('/proof')}>{text.back}</a>}
    >
      <Table
        caption={text.what}
        isCaptionSpoken
        rows={events}
        keyOf={({ event }) => String(event.id)}
        empty={null}
        columns={[
          {
            id: 'what',
            title: text.what,
            cell: ({ event }) => text[STATES[String(event.state)] ?? 'consentOther'],
          },
          { id: 'when', title: text.when, cell: ({ event }) => when(event.atMs) },
          {
            id: 'who',
            title: text.who,
            cell: ({ event }) => (event.actor === 'subject' ? text.bySubject : text.byOther),
          },
          { id: 'allowed', title: text.allowed, cell: (event) => listAllowed(event, text) },
          {
            id: 'seal',
            title: text.seal,
            cell: ({ checkpoint }) =>
              checkpoint === null
                ? text.notSealed
                : fill(text.sealedBy, { n: formatNumber(checkpoint, language) }),
          },
        ]}
      />
      <Facts
        facts={[
          { name: text.place, value: text[PLACES[String(record.surface)] ?? 'onOther'] },
          {
            name: text.language,
            value: languageNames[record.language as keyof typeof languageNames],
          },
          { name: text.policyVersion, value: formatDay(String(record.policyVersion), language) },
          { name: text.validUntil, value: when(record.validUntilMs) },
          { name: text.gpc, value: record.gpcAtChoice ? text.yes : text.no },
        ]}
      />
      {notice && (
        <details>
          <summary>{text.shownText}</summary>
          <pre class="shown-text" lang={String(record.language)}>
            {notice.content}
          </pre>
        </details>
      )}
      <p class="acts">
        <SaveButton
          name={`kelisim-proof-${String(record.id)}.json`}
          type="application/json"
          content={() => JSON.stringify(proof)}
        >
          {text.bundle}
        </SaveButton>
      </p>
      <p class="hint">
        {text.bundleHint}. {text.looked}
      </p>
    </Panel>
  )
}
