import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Store } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { buildSignedStatement } from '../ledger/checkpoint.ts'
import type { PrepareMail } from './send-mail.ts'

/**
 * Mails the latest checkpoint of the ledger to a second person, once a day and only where there is a new one: so even who runs
 * the server cannot write history anew alone. The last one mailed is the job's position.
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
