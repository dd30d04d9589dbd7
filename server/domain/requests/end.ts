import type { WithErasure } from '../../store/store.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { say, sayOutcome } from '../mail/write-mail.ts'
import { buildAudit } from '../registers/audit.ts'
import { idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { openAddress } from './address-on-file.ts'

/** The erasure that ends requests. */
interface Ending {
  readonly number: string
  /** The request that it carries out. Default: none. */
  readonly requestNumber?: string | undefined
  /** Who carries it out. */
  readonly actor: string
}

type EndDeps = Omit<SubjectDeps, 'consents'> & MailDeps

/**
 * Prepares what is stored with an erasure for the open requests about the thing: an audit entry for each, and a mail to its
 * author at the address on file. Call it before the erasure, while the address can still be read.
 */
export async function prepareEnd(
  thing: Thing,
  { requestNumber, number: erasure, actor: by }: Ending,
  deps: EndDeps,
): Promise<Required<Pick<WithErasure, 'entries' | 'mails'>>> {
  const { store, site } = deps
  const open = (await store.readRequestsOf(idOf(thing))).filter(({ state }) => state === 'open')
  const entries = await Promise.all(
    open.map(({ number }) => {
      const action = number === requestNumber ? 'request.answer' : 'request.end'
      const actor = number === requestNumber ? by : 'system'
      return buildAudit({ action, subject: number, actor, facts: { erasure } }, deps)
    }),
  )
  const ended = open.filter(({ number }) => number !== requestNumber)
  const mails = await prepareMails(deps, async () => {
    const to = ended.length === 0 ? undefined : await openAddress(thing, deps)
    if (!to) return []
    return ended.map(({ number, language }) => {
      const values = {
        ...{ number, outcome: sayOutcome('answered', language), answer: say('erased', language) },
        complaint: site.complaint[language],
      }
      return { kind: 'request_answer', to, language, values }
    })
  })
  return { entries, mails }
}
