import { useState } from 'preact/hooks'
import type { PoliciesResult, PolicyVersionLine } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { useActId } from '../parts/form/act-id.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty, Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { formatDay } from '../parts/value/format.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { go, readAddress, toHref } from '../shell/address.ts'
import type { Failure } from '../shell/call.ts'
import { useMay } from '../shell/role.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { beginDraft, listPolicies } from './calls.ts'
import { usePolicySpeech } from './speech.ts'
import { ownWordsOf, useWhoAndWhen } from './words.ts'
import { hasKept } from './written.ts'

/** Every version, newest first, and the one in preparation above them. */
export function VersionsPage() {
  const { text } = usePolicySpeech()
  const awaited = useAnswer(listPolicies, '')
  const published = readAddress().query.get('published')
  return (
    <>
      <ScreenTitle title={text.title} lead={text.lead} />
      {published && (
        <div class="policy-told">
          <Notice kind="good">{fill(text.published, { version: published })}</Notice>
        </div>
      )}
      <Answered awaited={awaited}>
        {({ draft, versions }) => (
          <>
            <Preparation draft={draft} />
            <Panel title={text.versions}>
              <Versions versions={versions} />
            </Panel>
          </>
        )}
      </Answered>
    </>
  )
}

/** The version in preparation in short, or how to begin one. */
function Preparation({ draft }: { readonly draft: PoliciesResult['draft'] }) {
  const { text, language } = usePolicySpeech()
  const sayWhoAndWhen = useWhoAndWhen()
  const mayWrite = useMay()
  if (!draft) return mayWrite ? <Begin /> : null
  const { changedBy: by, changedAt: at, isApproved, version, effectiveOn } = draft
  return (
    <Panel title={text.preparation}>
      <p class="policy-line">
        <StateBadge standing={isApproved ? 'waiting' : 'active'}>
          {isApproved ? text.approved : text.drafting}
        </StateBadge>
        {version && <b>{version}</b>}
        {effectiveOn && <span>{`${text.dayLabel}: ${formatDay(effectiveOn, language)}`}</span>}
        <a href={toHref('/policy/draft')}>{text.openDraft}</a>
      </p>
      <p class="hint">{sayWhoAndWhen(text.lastChange, { by, at })}</p>
      {hasKept() && <p class="hint">{text.unsavedElsewhere}</p>}
    </Panel>
  )
}

function Begin() {
  const { text } = usePolicySpeech()
  const explain = useExplain()
  const id = useActId()
  const [failure, setFailure] = useState<Failure>()
  const [isBusy, setBusy] = useState(false)
  const begin = async () => {
    if (isBusy) return
    setBusy(true)
    const answer = await beginDraft({ body: { id } })
    setBusy(false)
    if (answer.kind === 'right') go(toHref('/policy/draft'))
    else setFailure(answer)
  }
  return (
    <Panel title={text.preparation}>
      <p class="hint policy-hint">{text.beginHint}</p>
      <p class="failure" role="alert">
        {failure && explain(failure, ownWordsOf(text))}
      </p>
      <button type="button" class="main" aria-disabled={isBusy} onClick={begin}>
        {text.begin}
      </button>
    </Panel>
  )
}

const STANDINGS = { announced: 'waiting', in_force: 'done', past: 'stopped' } as const

function Versions({ versions }: { readonly versions: readonly PolicyVersionLine[] }) {
  const { text, language } = usePolicySpeech()
  const states = { announced: text.announced, in_force: text.inForce, past: text.past }
  const columns: readonly Column<PolicyVersionLine>[] = [
    {
      id: 'version',
      title: text.version,
      cell: ({ version }) => (
        <a href={`/policy/${version}?lang=${language}`} target="_blank" rel="noopener">
          {version}
        </a>
      ),
    },
    {
      id: 'state',
      title: text.state,
      cell: ({ state }) => <StateBadge standing={STANDINGS[state]}>{states[state]}</StateBadge>,
    },
    {
      id: 'effectiveOn',
      title: text.effectiveOn,
      cell: ({ effectiveOn }) => formatDay(effectiveOn, language),
    },
    { id: 'change', title: text.change, cell: ({ change }) => text[change] },
    {
      id: 'changed',
      title: text.changed,
      cell: ({ summary }) => summary?.[language] ?? text.firstVersion,
    },
  ]
  return (
    <Table
      caption={text.versions}
      isCaptionSpoken
      columns={columns}
      rows={versions}
      keyOf={({ version }) => version}
      empty={<Empty title={text.noVersions} />}
    />
  )
}
