import { join } from 'node:path'
import { type Build, readBuild } from './assets/read-assets.ts'
import type { Environment } from './config/environment.ts'
import { OperatorError } from './config/operator-error.ts'
import { findPlaceholders } from './config/production-problems.ts'
import type { SiteConfig } from './config/site-config.ts'
import { findRoot, readSettings, type Settings } from './open-core.ts'

/** Everything of a start that is read and checked before anything is written. */
export interface Prepared extends Settings {
  readonly build: Build
  /** What is not filled in yet, each as a sentence; none in production. */
  readonly problems: readonly string[]
  /** Sender of mails; `undefined` where none are sent. */
  readonly sender: string | undefined
}

/** An error whose message names every problem. */
export const listProblems = (what: string, problems: readonly string[]): OperatorError =>
  new OperatorError(`${what}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)

/** @throws {OperatorError} where mail is to be sent, by nobody. */
function findSender(url: string | undefined, { mail, operator }: SiteConfig): string | undefined {
  if (url === undefined) return undefined
  const from = mail.from ?? (operator.contact.includes('@') ? operator.contact : undefined)
  if (from === undefined)
    throw new OperatorError('mail.from: needed where SMTP_URL is set; the sender of mails.')
  return from
}

/**
 * Reads and checks all that a start depends on and that can be checked without writing: a start that fails must not leave a
 * database behind that is bound to a secret nobody has kept.
 *
 * @throws {OperatorError} that names the setting or the file, and every problem of it.
 */
export async function prepareStart(environment: Environment): Promise<Prepared> {
  const settings = await readSettings(environment)
  const problems = findPlaceholders(settings.site)
  if (environment.isProduction && problems.length > 0)
    throw listProblems('The configuration is not ready for production', problems)
  const sender = findSender(environment.SMTP_URL, settings.site)
  const build = await readBuild(join(findRoot(), 'dist'), { withDemo: !environment.isProduction })
  return { ...settings, build, problems, sender }
}
