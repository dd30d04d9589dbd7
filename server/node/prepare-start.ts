import { join } from 'node:path'
import type { Build } from '../assets/build-assets.ts'
import type { Environment } from '../config/environment.ts'
import { listProblems } from '../config/operator-error.ts'
import { findPlaceholders } from '../config/production-problems.ts'
import { findSender } from '../config/site/mail-config.ts'
import { refuseLost } from './backup/remains.ts'
import { findPlaces, findRoot, readSettings, type Settings } from './open-core.ts'
import { readBuild } from './read-assets.ts'

/** Everything of a start that is read and checked before anything is written. */
export interface Prepared extends Settings {
  readonly build: Build
  /** What is not filled in yet, each as a sentence; none in production. */
  readonly problems: readonly string[]
  /** Sender of mails; `undefined` where none are sent. */
  readonly sender: string | undefined
}

/**
 * Reads and checks all that a start depends on and that can be checked without writing: a start that fails must not leave a
 * database behind that is bound to a secret nobody has kept.
 *
 * @throws {OperatorError} that names the setting or the file, and every problem of it. {@link BackupError} `refused` where the
 *   database is lost: it is not there, and what belongs to it is.
 */
export async function prepareStart(environment: Environment): Promise<Prepared> {
  const settings = await readSettings(environment)
  const problems = findPlaceholders(settings.site)
  if (environment.isProduction && problems.length > 0)
    throw listProblems('The configuration is not ready for production', problems)
  const sender = findSender(environment.SMTP_URL, settings.site)
  refuseLost(findPlaces(environment, settings.site))
  const build = await readBuild(join(findRoot(), 'dist'), { withDemo: !environment.isProduction })
  return { ...settings, build, problems, sender }
}
