import { join } from 'node:path'
import type { Build } from '../assets/build-assets.ts'
import type { Environment } from '../config/environment.ts'
import { listProblems } from '../config/operator-error.ts'
import { findPlaceholders } from '../config/production-problems.ts'
import { findSender } from '../config/site/mail-config.ts'
import { refuseLost } from './backup/remains.ts'
import { findPlaces, findRoot, readSettings, type Settings } from './open-core.ts'
import { readBuild } from './read-assets.ts'

/** Everything that a start reads and checks before it writes anything. */
export interface Prepared extends Settings {
  readonly build: Build
  /** Placeholders not filled in yet, each a sentence; none in production. */
  readonly problems: readonly string[]
  /** Sender of mails; `undefined` where none are sent. */
  readonly sender: string | undefined
}

/**
 * Reads and checks everything that a start depends on and that can be checked without writing: a failed start must not leave
 * a database that is bound to a secret nobody has stored.
 *
 * @throws {OperatorError} that names the setting or the file and all its problems. {@link BackupError} `refused` where the
 *   database is lost: it is missing, but its other files exist.
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
