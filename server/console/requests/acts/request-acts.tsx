import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWorkSpeech } from '../../work/speech.ts'
import { WorkPart } from '../../work/work-part.tsx'
import type { ActProps } from './act-props.ts'
import { AnswerRequest } from './answer-request.tsx'
import { CorrectMessage } from './correct-message.tsx'
import { EraseData } from './erase-data.tsx'
import { RefuseRequest } from './refuse-request.tsx'
import { BlockData, LiftBlock, RestrictPurpose } from './stop-data.tsx'

/** What can be done about an open request. What is not possible says why. */
export function RequestActs({ request, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const { things, isRefusable, kind, subject } = request
  const isBlocked = things.some((thing) => thing.isBlocked)
  const hasConsent = things.some((thing) => thing.kind === 'consent')
  const props = { request, onChanged }
  return (
    <Panel title={words.acts}>
      <WorkPart title={words.doAnswer}>
        <AnswerRequest {...props} />
      </WorkPart>
      <WorkPart title={words.doRefuse}>
        {isRefusable ? <RefuseRequest {...props} /> : <Notice>{words.notRefusable}</Notice>}
      </WorkPart>
      {kind === 'correction' && subject.kind === 'message' && things.length > 0 && (
        <WorkPart title={words.doCorrect}>
          <CorrectMessage {...props} />
        </WorkPart>
      )}
      {things.length === 0 ? (
        <Notice>{words.nothingHere}</Notice>
      ) : (
        <>
          <WorkPart title={isBlocked ? words.doLift : words.doBlock}>
            {isBlocked ? <LiftBlock {...props} /> : <BlockData {...props} />}
          </WorkPart>
          {hasConsent && (
            <WorkPart title={words.doRestrict}>
              <RestrictPurpose {...props} />
            </WorkPart>
          )}
          <WorkPart title={words.doErase}>
            <EraseData {...props} />
          </WorkPart>
        </>
      )}
    </Panel>
  )
}
