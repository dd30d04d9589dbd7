import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { OperatorError } from '../../config/operator-error.ts'
import { checkSiteConfig } from '../../config/site/check-site-config.ts'
import { defaultSite } from '../../config/site/default-site.ts'
import type { SiteConfig } from '../../config/site/site-config.ts'
import { decodeText } from '../../files/read-text.ts'
import { importConfig } from './import-config.ts'

/** Reads a `.json` file, or imports the default export of a `.ts` file. */
async function load(path: string): Promise<unknown> {
  if (!existsSync(path))
    throw new OperatorError(
      `KELISIM_CONFIG: there is no file ${resolve(path)}. Put the path right, or leave it out.`,
    )
  const text = decodeText(await readFile(path), `KELISIM_CONFIG: ${resolve(path)}`)
  try {
    return /\.json$/i.test(path) ? JSON.parse(text) : await importConfig(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown'
    throw new OperatorError(`KELISIM_CONFIG: ${resolve(path)} cannot be read: ${reason}`, { cause })
  }
}

/**
 * Reads the site's configuration and fills in the defaults.
 *
 * @throws {OperatorError} whose message names the file and every wrong entry.
 */
export async function readSiteConfig(path: string | undefined): Promise<SiteConfig> {
  return checkSiteConfig(path === undefined ? defaultSite : await load(path), path)
}
