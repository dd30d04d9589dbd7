import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Store } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { buildSignedStatement } from '../ledger/checkpoint.ts'
import type { PrepareMail } from './send-mail.ts'

/**
 * Mails the latest checkpoint of the ledger to a second person, at most once a day and only if it is new. With it in a second
 * mailbox, even the operator of the server cannot rewrite history unnoticed. The job's position is the last checkpoint
 * mailed.
 */
export async function mailCheckpoint(
  deps: {
    readonly store: Pick<Store, 'findLatestCheckpoint'>
    readonly site: Pick<SiteConfig, 'ledger' | 'mail'>
    readonly prepareMail: PrepareMail | undefined
    readonly clock: () => number
  },
  run: JobRun,
): Promise<boolean> {
  const to = deps.site.ledger.publishTo
  if (to === undefined || !deps.prepareMail) return false
  const [mailedNumber = 0, mailedAtMs = 0] = (run.position ?? '').split(' ').map(Number)
  const latest = await deps.store.findLatestCheckpoint()
  const isDue = Math.abs(deps.clock() - mailedAtMs) >= DAY_MS
  if (!latest || latest.number <= mailedNumber || !isDue) return false
  const statement = JSON.stringify(buildSignedStatement(latest))
  const values = { number: String(latest.number), statement }
  const language = deps.site.mail.staffLanguage
  const mail = await deps.prepareMail({ kind: 'checkpoint', to, language, values })
  await run.advance(`${latest.number} ${deps.clock()}`, [mail])
  return true
}
