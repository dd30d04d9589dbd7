import type { PolicyDraftResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { Empty } from '../parts/notice.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { toHref } from '../shell/address.ts'
import type { Answer } from '../shell/call.ts'
import { readDraft } from './calls.ts'
import { DraftEditor } from './draft-editor.tsx'
import { usePolicySpeech } from './speech.ts'

/** `null` where no version is in preparation: that is an answer, not a failure. */
async function findDraft(): Promise<Answer<PolicyDraftResult | null>> {
  const answer = await readDraft()
  const isNone = answer.kind === 'refused' && answer.code === 'not_found'
  return isNone ? { kind: 'right', value: null } : answer
}

/** The version in preparation, or that there is none. */
export function DraftPage() {
  const { text } = usePolicySpeech()
  const awaited = useAnswer(findDraft, '')
  return (
    <>
      <ScreenTitle title={text.preparation}>
        <a href={toHref('/policy')}>{text.backToVersions}</a>
      </ScreenTitle>
      <Answered awaited={awaited}>
        {(draft) =>
          draft ? (
            <DraftEditor key={draft.id} first={draft} />
          ) : (
            <Empty title={text.noDraft}>
              <p>{text.noDraftText}</p>
            </Empty>
          )
        }
      </Answered>
    </>
  )
}
