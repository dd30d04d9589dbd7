import { createHash } from 'node:crypto'
import { type Build, buildAssets } from './assets/build-assets.ts'
import type { Language } from './contract/index.ts'
import type { Assets, Deps } from './deps.ts'
import { dayStartMs } from './domain/calendar/day.ts'
import { buildNotice } from './domain/consents/notice.ts'
import { buildOwnerStamp } from './domain/consents/owner-stamp.ts'
import { listValidStamps } from './domain/consents/terms-stamp.ts'
import type { PolicyLibrary } from './domain/policy/policy.ts'
import type { EditionMaker } from './domain/publishing/updates.ts'
import { buildSiteDetails, writeWidgetSite } from './domain/site/site.ts'
import type { Notice } from './store/store.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Dependencies of the editions. */
export type EditionCore = Pick<Deps, 'site' | 'policies' | 'clock'> & {
  readonly store: Pick<Deps['store'], 'addNotice' | 'listNotices'>
}

/** Assets and notices while one version of the policy is in force. */
type Edition = Pick<Deps, 'assets' | 'notices'>

/** The same, with the files not built yet. */
type Made = Pick<Deps, 'notices'> & { readonly assets: () => Assets }

/** Assets and notices for whichever version is in force, with their owner, and what makes further ones. */
export type Editions = Edition & Pick<Deps, 'owner'> & { readonly editions: EditionMaker }

/**
 * Builds the editions of the version in force and of every announced one, and stores their notices, so that the server
 * switches at midnight without reading or writing anything.
 */
export async function openEditions(build: Build, core: EditionCore): Promise<Editions> {
  const { versions, current } = core.policies
  const coming = versions.slice(0, Math.max(0, versions.indexOf(current)) + 1)
  const kept = await Promise.all(
    coming.map(async (current) => {
      const policies = { versions, current }
      return { policies, notices: await keepNotices(build, { ...core, policies }) }
    }),
  )
  // Kazakh only, since the terms are the same in all languages; newest first.
  const readShown = () => core.store.listNotices('kk')
  const shown = await readShown()
  const owner = buildOwnerStamp(core.site, shown)
  const makeOf = (
    { policies, notices }: { readonly policies: PolicyLibrary; readonly notices: Made['notices'] },
    shown: readonly Notice[],
  ): Made => {
    let assets: Assets | undefined
    const make = () => makeAssets(build, { site: core.site, policies, notices, owner }, shown)
    return { notices, assets: () => (assets ??= make()) }
  }
  const made = new Map(kept.map((one) => [one.policies.current.version, makeOf(one, shown)]))
  const editions: EditionMaker = {
    buildNotices: (policies) => buildNotices(build, { ...core, policies }),
    async add(policies) {
      const notices = await keepNotices(build, { ...core, policies })
      made.set(policies.current.version, makeOf({ policies, notices }, await readShown()))
    },
  }
  return { ...followEditions(made, core.policies), owner, editions }
}

/** Builds the widget for one version of the policy. */
function makeAssets(
  build: Build,
  given: Pick<Deps, 'site' | 'policies' | 'notices' | 'owner'>,
  shown: readonly Notice[],
): Assets {
  const { site, policies } = given
  const contents = shown.map(({ content }) => content)
  const terms = listValidStamps({ site, policies }, contents)
  const details = buildSiteDetails({ ...given, terms })
  const isCounting = site.visits.counterMode
  return buildAssets(build, (isGpc) => writeWidgetSite({ site, terms }, isGpc), details, {
    isCounting,
  })
}

/** Builds the notice of each language, first shown on the version's day or now, whichever is later. */
function buildNotices(
  build: Build,
  { site, policies, clock }: Omit<EditionCore, 'store'>,
): Notice[] {
  const startMs = dayStartMs(policies.current.effectiveOn, site.timeZone)
  const firstShownAtMs = Math.max(clock(), startMs)
  return LANGUAGES.map((language) => {
    const content = buildNotice(language, build.strings(language), { site, policies })
    return { language, content, sha256: sha256(content), firstShownAtMs }
  })
}

/** @returns SHA-256, hex, of each language's notice, once they are stored. */
async function keepNotices(
  build: Build,
  { store, ...given }: EditionCore,
): Promise<Record<string, string>> {
  const notices = buildNotices(build, given)
  await Promise.all(notices.map((notice) => store.addNotice(notice)))
  return Object.fromEntries(notices.map((notice) => [notice.language, notice.sha256]))
}

/** Files of every version, built at the first request; a site's object at the edge never gets one. */
function openFiles(editions: ReadonlyMap<string, Made>, now: () => Assets): Assets {
  let built: { readonly of: number; readonly files: Assets['files'] } | undefined
  return {
    // The names of parts contain a hash of the version, so those of all versions coexist, also of one that was in force before.
    get files() {
      if (built?.of !== editions.size) {
        const files = new Map([...editions.values()].flatMap(({ assets }) => [...assets().files]))
        built = { of: editions.size, files }
      }
      return built.files
    },
    loader: (visitor) => now().loader(visitor),
  }
}

/** Loader and notices of the version in force. */
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
