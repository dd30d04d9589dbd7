import { createHash } from 'node:crypto'
import { type Build, buildAssets } from './assets/build-assets.ts'
import type { Language } from './contract/index.ts'
import type { Assets, Deps } from './deps.ts'
import { dayStartMs } from './domain/day.ts'
import { buildNotice } from './domain/notice.ts'
import type { PolicyLibrary } from './domain/policy.ts'
import { buildSiteDetails, writeWidgetSite } from './domain/site.ts'
import { listValidStamps } from './domain/terms-stamp.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the editions are made of. */
export type EditionCore = Pick<Deps, 'site' | 'policies' | 'clock'> & {
  readonly store: Pick<Deps['store'], 'addNotice' | 'listNotices'>
}

/** What is shown while one version of the policy is in force. */
type Edition = Pick<Deps, 'assets' | 'notices'>

/** The same, its files not made yet. */
type Made = Pick<Deps, 'notices'> & { readonly assets: () => Assets }

/**
 * Makes what is shown under the version in force and under every one announced, and keeps their notices, so that the
 * server turns over at midnight without reading or writing anything.
 */
export async function openEditions(build: Build, core: EditionCore): Promise<Edition> {
  const { versions, current } = core.policies
  const coming = versions.slice(0, Math.max(0, versions.indexOf(current)) + 1)
  const made = coming.map(async (version) => {
    const policies = { versions, current: version }
    const notices = await keepNotices(build, { ...core, policies })
    const { site } = core
    const terms = listValidStamps({ site, policies }, await listShown(core))
    let assets: Assets | undefined
    const makeAssets = () =>
      buildAssets(
        build,
        (isGpc) => writeWidgetSite({ site, terms }, isGpc),
        buildSiteDetails({ site, policies, notices, terms }),
      )
    const edition: Made = { notices, assets: () => (assets ??= makeAssets()) }
    return [version.version, edition] as const
  })
  return followEditions(new Map(await Promise.all(made)), core.policies)
}

/** Every notice ever shown, the newest first; in Kazakh alone, since all languages tell of the same terms. */
const listShown = async ({ store }: EditionCore): Promise<string[]> =>
  (await store.listNotices('kk')).map(({ content }) => content)

/** @returns SHA-256, hex, of each language's notice, once the store has them. */
async function keepNotices(
  build: Build,
  { store, site, policies, clock }: EditionCore,
): Promise<Record<string, string>> {
  const startMs = dayStartMs(policies.current.effectiveOn, site.timeZone)
  const shown = LANGUAGES.map((language) => {
    const content = buildNotice(language, build.strings(language), { site, policies })
    return { language, content, sha256: sha256(content) }
  })
  const firstShownAtMs = Math.max(clock(), startMs)
  await Promise.all(shown.map((notice) => store.addNotice({ ...notice, firstShownAtMs })))
  return Object.fromEntries(shown.map((notice) => [notice.language, notice.sha256]))
}

/** Files of every version, made when one is first asked for: a site's object at the edge never is. */
function openFiles(editions: ReadonlyMap<string, Made>, now: () => Assets): Assets {
  let files: Assets['files'] | undefined
  return {
    // Parts carry the version in their names' hash, so those of every version lie side by side.
    get files() {
      files ??= new Map([...editions.values()].flatMap(({ assets }) => [...assets().files]))
      return files
    },
    loader: (visitor) => now().loader(visitor),
  }
}

/** Loader and notices that follow the version in force. */
function followEditions(editions: ReadonlyMap<string, Made>, policies: PolicyLibrary): Edition {
  const now = (): Made => {
    const edition = editions.get(policies.current.version)
    if (!edition) throw new Error('No edition of the policy in force was made at the start.')
    return edition
  }
  return {
    notices: {
      get kk() {
        return now().notices.kk ?? ''
      },
      get ru() {
        return now().notices.ru ?? ''
      },
      get en() {
        return now().notices.en ?? ''
      },
    },
    assets: openFiles(editions, () => now().assets()),
  }
}
