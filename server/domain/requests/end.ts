import type { RegisterEntry } from '../../store/store.ts'
import type { SendMail } from '../mail/send-mail.ts'
import { say, sayOutcome } from '../mail/write-mail.ts'
import { buildAudit } from '../registers/audit.ts'
import { idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'

type EndDeps = Omit<SubjectDeps, 'consents'> & { readonly sendMail?: SendMail | undefined }

/** What an erasure makes of the open requests about a thing. */
export interface RequestsEnd {
  /** A line of the audit for each, to be written with the erasure. */
  readonly entries: readonly RegisterEntry[]
  /** Tells their author, at the address that was on file. */
  readonly tell: () => Promise<void>
}

/** Gets ready what ends with an erased thing. Called while the address on file can still be read. */
export async function prepareEnd(
  thing: Thing,
  { requestNumber, number: erasure }: { readonly requestNumber?: string; readonly number: string },
  deps: EndDeps,
): Promise<RequestsEnd> {
  const { store, cryptography, sendMail, site } = deps
  const open = (await store.readRequestsOf(idOf(thing))).filter(({ state }) => state === 'open')
  const entries = await Promise.all(
    open.map(({ number }) => {
      const action = number === requestNumber ? 'request.answer' : 'request.end'
      const actor = number === requestNumber ? 'administrator' : 'system'
      return buildAudit({ action, subject: number, actor, facts: { erasure } }, deps)
    }),
  )
  const ended = open.filter(({ number }) => number !== requestNumber)
  const sealed = thing.kind === 'message' && ended.length > 0 ? thing.message.email : null
  const to =
    sealed && sendMail ? await cryptography.open('messages.email', idOf(thing), sealed) : null
  return {
    entries,
    async tell() {
      if (to === null) return
      for (const { number, language } of ended) {
        const values = {
          ...{ number, outcome: sayOutcome('answered', language), answer: say('erased', language) },
          complaint: site.complaint[language],
        }
        await sendMail?.({ kind: 'request_answer', to, language, values })
      }
    },
  }
}
