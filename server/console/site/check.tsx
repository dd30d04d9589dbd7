import { Answered, useAnswer } from '../parts/answered.tsx'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Notice } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { readToday } from '../today/calls.ts'
import { useTexts } from './speech.ts'

/** Opens a page of the site in the browser of who looks, and shows what the server has seen of the site. */
export function Check() {
  const text = useTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const awaited = useAnswer(() => readToday(), '')
  const form = useForm({
    initial: { page: '' },
    check: ({ page }) => (/^https?:\/\/\S+$/.test(page.trim()) ? {} : { page: text.pageWrong }),
    send: async ({ page }) => ({ kind: 'right', value: page.trim() }),
    onDone: (page: string) => void open(page, '_blank', 'noopener,noreferrer'),
  })
  return (
    <Panel
      title={text.checkTitle}
      acts={
        <button type="button" onClick={awaited.reload}>
          {text.lookAgain}
        </button>
      }
    >
      <p class="hint">{text.checkText}</p>
      <Form form={form} label={text.checkTitle} submit={text.open}>
        <TextField
          form={form}
          name="page"
          label={text.page}
          hint={text.pageHint}
          maxLength={2000}
        />
      </Form>
      <Answered awaited={awaited}>
        {({ health }) => {
          const pages = health.find(({ name }) => name === 'pages')
          const consents = health.find(({ name }) => name === 'consents')
          const isSeen = pages?.state === 'ok'
          return (
            <>
              <Notice kind={isSeen ? 'good' : 'attention'}>
                {isSeen ? text.works : text.silent}
              </Notice>
              <Facts
                facts={[
                  { name: text.seenToday, value: formatNumber(pages?.amount ?? 0, language) },
                  {
                    name: text.lastConsent,
                    value: consents?.at
                      ? formatInstant(consents.at, language, timeZone)
                      : text.never,
                  },
                ]}
              />
            </>
          )
        }}
      </Answered>
    </Panel>
  )
}
