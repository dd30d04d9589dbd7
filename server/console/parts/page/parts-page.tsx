import { useState } from 'preact/hooks'
import type { Language } from '../../../contract/index.ts'
import { Languages } from '../../shell/header.tsx'
import { LanguageContext } from '../../shell/language.ts'
import { loadTexts } from '../../shell/texts.ts'
import { DownloadLink, SaveButton } from '../download.tsx'
import { Tabs } from '../list/tabs.tsx'
import { Empty, Notice } from '../notice.tsx'
import { Facts, Panel } from '../panel.tsx'
import { Progress } from '../progress.tsx'
import { ScreenTitle } from '../screen-title.tsx'
import { DueIn } from '../value/due-in.tsx'
import { MaskedValue } from '../value/masked-value.tsx'
import { StateBadge } from '../value/state-badge.tsx'
import { FormSample } from './form-sample.tsx'
import { ListSample } from './list-sample.tsx'

/** Every part of the console in every state, `/admin/parts`. Only in development: it asks no server. */
export function PartsPage({ firstLanguage }: { readonly firstLanguage: Language }) {
  const [language, setLanguage] = useState(firstLanguage)
  return (
    <LanguageContext.Provider value={language}>
      <div class="alone">
        <header class="top">
          <Languages
            language={language}
            onLanguage={(next) => loadTexts(next).then(() => setLanguage(next))}
          />
        </header>
        <main>
          <ScreenTitle title="Parts" lead="What screens are made of, in every state.">
            <DownloadLink href="/v1/site" format="JSON">
              Configuration
            </DownloadLink>
          </ScreenTitle>
          <Tabs
            label="Kinds"
            current="all"
            tabs={[
              { id: 'all', title: 'All', href: '/admin/parts' },
              { id: 'open', title: 'Open', href: '/admin/parts?state=open' },
            ]}
          />
          <ListSample />
          <FormSample />
          <Messages />
          <ValueSample />
        </main>
      </div>
    </LanguageContext.Provider>
  )
}

function Messages() {
  return (
    <Panel title="Messages">
      <div class="form">
        <Notice title="Information">The next version comes into force tomorrow.</Notice>
        <Notice kind="good">The answer has been sent.</Notice>
        <Notice kind="attention" title="Needs a look">
          The agreement ends in three weeks.
        </Notice>
        <Notice kind="wrong">The mail server refused the mail.</Notice>
        <Empty title="No messages in this period">
          <p>Nobody has written, or the form is on no page.</p>
        </Empty>
        <Progress label="The ledger is verified" done={420} total={1000} />
        <Progress label="The folder is made" />
      </div>
    </Panel>
  )
}

const STANDINGS = ['waiting', 'active', 'done', 'attention', 'late', 'stopped'] as const

function ValueSample() {
  const reveal = async () => ({ kind: 'right', value: '+7 701 123 45 67' }) as const
  const fail = async () => ({ kind: 'offline' }) as const
  const due = [-12, -1, 0, 1, 3, 11].map((left) => (
    <DueIn key={left} workingDaysLeft={left} dueOn="2026-12-01" />
  ))
  return (
    <Panel
      title="Values"
      acts={
        <SaveButton
          name="values.csv"
          type="text/csv;charset=utf-8"
          content={() => 'a,b\r\n1,2\r\n'}
        >
          CSV
        </SaveButton>
      }
    >
      <Facts
        facts={[
          {
            name: 'Masked',
            value: <MaskedValue name="Phone" masked="+7 ··· ·· 67" onReveal={reveal} />,
          },
          {
            name: 'Masked, no connection',
            value: <MaskedValue name="Email" masked="a···@example.kz" onReveal={fail} />,
          },
          {
            name: 'Masked for this role',
            value: <MaskedValue name="Name" masked="А··· С···" onReveal={undefined} />,
          },
          {
            name: 'States',
            value: (
              <div class="acts">
                {STANDINGS.map((standing) => (
                  <StateBadge key={standing} standing={standing}>
                    {standing}
                  </StateBadge>
                ))}
              </div>
            ),
          },
          { name: 'Due', value: <div class="acts">{due}</div> },
          { name: 'A long word', value: 'x'.repeat(200) },
        ]}
      />
    </Panel>
  )
}
