import type { Archive } from '../backup/archive.ts'
import type { RecoverableStorage } from '../backup/recovery-bookmark.ts'
import type { ObjectNotes } from '../backup/tidy-restored.ts'
import { type DeploymentVariables, readDeployment } from '../config/deployment/read-deployment.ts'
import type { DeployedSite } from '../config/deployment/read-site.ts'
import { deriveSiteSecret } from '../crypto/derive.ts'
import type { Secrets } from '../crypto/open-keys.ts'
import type { PolicyVersion } from '../domain/policy/policy.ts'
import type { DurableStorage } from '../store/sqlite/durable/durable-storage.ts'
import type { Notice } from '../store/store.ts'

/** What a site's object tells the Worker's static app of what it has shown and published. */
export interface Published {
  /** The notices ever shown, in Kazakh: the loader lists them, since choices made under them are valid. */
  readonly notices: readonly Notice[]
  /** The versions of the policy that were published in the console. */
  readonly versions: readonly PolicyVersion[]
}

/** A site's Durable Object as the Worker calls it. A stub is valid only for the request that asked for it. */
export interface SiteStub {
  fetch(request: Request): Promise<Response>
  /** @param known how many versions of the console the caller has. @returns `undefined` where there are no more. */
  readPublished(known: number): Promise<Published | undefined>
}

/** Id of a Durable Object. If it was made from a name, the object knows the name. */
export interface ObjectId {
  readonly name?: string
}

/** State that the platform passes to a Durable Object. */
export interface ObjectState {
  readonly id: ObjectId
  readonly storage: DurableStorage &
    RecoverableStorage &
    ObjectNotes & {
      getAlarm(): Promise<number | null>
      setAlarm(atMs: number): Promise<void>
    }
  abort(reason?: string): void
}

/** The platform's `send_email` binding, called with an `EmailMessage`. */
export interface EmailBinding {
  send(message: object): Promise<unknown>
}

/** The bindings of a deployment, as in wrangler.jsonc; each may be missing. */
export interface Bindings extends DeploymentVariables {
  readonly SITE?: { idFromName(host: string): ObjectId; get(id: ObjectId): SiteStub }
  readonly ARCHIVE?: Archive
  readonly EMAIL?: EmailBinding
}

/** Settings of one site of the deployment. */
export interface SiteSettings extends DeployedSite {
  /** Secrets of this site only. */
  readonly secrets: Secrets
  /** Sent by `SMTP_URL`, else by the binding `EMAIL`. */
  readonly mail:
    | { readonly url: string; readonly sender: string }
    | { readonly email: EmailBinding; readonly sender: string }
    | undefined
}

/** Returns the mail server where one is configured, else the platform where a sender is. */
function readMail({ sender, environment }: DeployedSite, email: EmailBinding | undefined) {
  if (sender === undefined) return undefined
  const { SMTP_URL: url } = environment
  if (url !== undefined) return { url, sender }
  return email && { email, sender }
}

/** Returns the site's own secret, or one derived for it, so no site's data can be decrypted with another's. */
function readSecrets({ host, environment, ownSecret }: DeployedSite): Secrets {
  const secretOf = (text: string) => deriveSiteSecret(Buffer.from(text, 'base64'), host)
  return {
    current: ownSecret ?? secretOf(environment.KELISIM_SECRET ?? ''),
    previous: environment.KELISIM_SECRET_PREVIOUS.map(secretOf),
  }
}

/**
 * Reads the sites of a deployment by host.
 *
 * @throws {OperatorError} that names every missing or wrong binding of all sites, never its value.
 */
export function readSites(bindings: Bindings): ReadonlyMap<string, SiteSettings> {
  const { SITE, ARCHIVE, EMAIL } = bindings
  const problems = [
    ...(SITE ? [] : ['SITE: is missing, the Durable Object (wrangler.jsonc)']),
    ...(ARCHIVE
      ? []
      : ['ARCHIVE: is missing, the R2 bucket for deletions and backups (wrangler.jsonc)']),
  ]
  const sites = readDeployment(bindings, { hasMail: EMAIL !== undefined, problems })
  return new Map(
    sites.map((one) => [
      one.host,
      { ...one, secrets: readSecrets(one), mail: readMail(one, EMAIL) },
    ]),
  )
}

let known: ReturnType<typeof readSites> | undefined

/**
 * Returns one site of the deployment. Bindings are parsed once in each isolate.
 *
 * @returns `undefined` for an unknown host. @throws {OperatorError} as {@link readSites}.
 */
export function findSite(bindings: Bindings, host: string): SiteSettings | undefined {
  known ??= readSites(bindings)
  return known.get(host)
}
