import type { SiteConfig } from '../../config/site/site-config.ts'
import type { FolderSummary } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Signer } from '../../crypto/signer.ts'
import type { LedgerSnapshot, RequestRow, Store } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { toHex } from '../identifiers/hex.ts'
import { letOthersRun } from '../jobs/let-others-run.ts'
import type { PolicyLibrary } from '../policy/policy.ts'
import { listConsentTerms } from '../registers/consent-register.ts'
import { buildSchedule, formatRule } from '../retention/schedule.ts'
import { buildCheckPage } from './check-page.ts'
import { type Collected, collect, type Period, ROWS_AT_MOST } from './collect.ts'
import { type FolderFiles, listLedgerFiles, requestsTable, toLines } from './files.ts'
import type { FolderManifest } from './manifest.ts'
import { pack } from './pack.ts'

/** Dependencies for making an inspector's folder. */
export interface FolderDeps {
  readonly store: Pick<Store, 'readRequests'>
  readonly cryptography: Pick<Cryptography, 'sha256'>
  readonly signer: Signer
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
  readonly publicUrl: string | undefined
  /** Opens the ledger as of one moment. */
  readonly openLedger: () => LedgerSnapshot
  /** Script of the page that checks the folder; absent where the console is not built. */
  readonly checkScript: string | undefined
}

/** An inspector's folder: one archive, and what is in it. */
export interface Folder {
  readonly archive: Uint8Array
  readonly summary: FolderSummary
}

async function readRequests(
  { store }: FolderDeps,
  { from, to, timeZone }: Period,
): Promise<readonly RequestRow[]> {
  const states = await Promise.all(
    (['open', 'answered', 'refused'] as const).map((state) =>
      store.readRequests(state, ROWS_AT_MOST),
    ),
  )
  const isWithin = ({ receivedAtMs }: RequestRow) => {
    const day = dayOf(receivedAtMs, timeZone)
    return day >= from && day <= to
  }
  return states
    .flat()
    .filter(isWithin)
    .toSorted((one, other) => one.receivedAtMs - other.receivedAtMs)
}

/** The versions that were in force on a day of the period, each in every language. */
function addPolicies(files: FolderFiles, { policies }: FolderDeps, { from, to }: Period): void {
  const begun = policies.versions.filter(({ effectiveOn }) => effectiveOn <= to)
  const first = begun.findIndex(({ effectiveOn }) => effectiveOn <= from)
  const inForce = first < 0 ? begun : begun.slice(0, first + 1)
  for (const { version, texts } of inForce)
    for (const [language, { markdown }] of Object.entries(texts))
      files.set(`policy/${version}.${language}.md`, markdown)
  const facts = inForce.map(({ version, effectiveOn, change, summary = null }) => ({
    ...{ version, effectiveOn, change, summary },
  }))
  files.set('policy/versions.json', toLines(facts))
}

async function listFiles(deps: FolderDeps, collected: Collected, period: Period) {
  const files = listLedgerFiles(collected)
  files.set('requests.csv', requestsTable(await readRequests(deps, period)))
  addPolicies(files, deps, period)
  files.set('consent-terms.json', toLines(listConsentTerms(deps.site)))
  const schedule = buildSchedule(deps.site).map((rule) => ({
    ...{ dataClass: rule.dataClass, term: formatRule(rule), ground: rule.ground },
  }))
  files.set('retention.json', toLines(schedule))
  files.set('keys.json', `${JSON.stringify({ keys: await deps.signer.publicKeys() })}\n`)
  if (deps.checkScript !== undefined) files.set('check.html', buildCheckPage(deps.checkScript))
  return files
}

async function sign(files: FolderFiles, deps: FolderDeps, period: Period): Promise<void> {
  const { site, publicUrl, clock, cryptography, signer } = deps
  const hashes: Record<string, string> = {}
  for (const [path, text] of files) {
    hashes[path] = toHex(await cryptography.sha256(text))
    await letOthersRun()
  }
  const manifest: FolderManifest = {
    schema: 'kelisim-folder-1',
    operator: { name: site.operator.name.kk, bin: site.operator.bin },
    server: publicUrl ?? null,
    ...{ from: period.from, to: period.to, timeZone: period.timeZone },
    madeAt: new Date(clock()).toISOString(),
    files: hashes,
  }
  files.set('manifest.jws', await signer.sign('folder', JSON.stringify(manifest)))
}

/**
 * Makes the folder of a period: what the ledger, the registers and the policy say of it, signed, with a page that checks it.
 * No personal data: consents and messages are in it by their numbers.
 *
 * @throws {FolderTooLargeError}
 */
export async function buildFolder(deps: FolderDeps, period: Period): Promise<Folder> {
  const snapshot = deps.openLedger()
  const collected = await collect(snapshot, period).finally(() => snapshot.close())
  const files = await listFiles(deps, collected, period)
  await sign(files, deps, period)
  const archive = await pack(files)
  return {
    archive,
    summary: {
      ...{ from: period.from, to: period.to, files: files.size, bytes: archive.byteLength },
      sha256: toHex(await deps.cryptography.sha256(archive)),
      consents: new Set(collected.events.map(({ consentId }) => consentId)).size,
      lines: [...collected.entries.values()].reduce((sum, { length }) => sum + length, 0),
    },
  }
}
