import type { Archive } from '../backup/archive.ts'
import type { RecoverableStorage } from '../backup/recovery-bookmark.ts'
import type { ObjectNotes } from '../backup/tidy-restored.ts'
import { type DeploymentVariables, readDeployment } from '../config/deployment/read-deployment.ts'
import type { DeployedSite } from '../config/deployment/read-site.ts'
import { deriveSiteSecret } from '../crypto/derive.ts'
import type { Secrets } from '../crypto/open-keys.ts'
import type { DurableStorage } from '../store/sqlite/durable/durable-storage.ts'
import type { Notice } from '../store/store.ts'

/** One site's Durable Object, as the Worker calls it. A stub belongs to the request that asked for it. */
export interface SiteStub {
  fetch(request: Request): Promise<Response>
  readShownNotices(): Promise<readonly Notice[]>
}

/** Names one Durable Object; made of a name, it knows it. */
export interface ObjectId {
  readonly name?: string
}

/** What the platform gives a Durable Object. */
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

/** The platform's `send_email` binding, given an `EmailMessage`. */
export interface EmailBinding {
  send(message: object): Promise<unknown>
}

/** The bindings of a deployment, as they are in wrangler.jsonc; none is certain to be there. */
export interface Bindings extends DeploymentVariables {
  readonly SITE?: { idFromName(host: string): ObjectId; get(id: ObjectId): SiteStub }
  readonly ARCHIVE?: Archive
  readonly EMAIL?: EmailBinding
}

/** One site, as the deployment's bindings describe it. */
export interface SiteSettings extends DeployedSite {
  /** Of this site alone. */
  readonly secrets: Secrets
  /** By `SMTP_URL`, else by the binding `EMAIL`. */
  readonly mail:
    | { readonly url: string; readonly sender: string }
    | { readonly email: EmailBinding; readonly sender: string }
    | undefined
}

/** Mail goes by a mail server where one is named, else by the platform where it is asked to. */
function readMail({ sender, environment }: DeployedSite, email: EmailBinding | undefined) {
  if (sender === undefined) return undefined
  const { SMTP_URL: url } = environment
  if (url !== undefined) return { url, sender }
  return email && { email, sender }
}

/** No site can open what is another's: each has a secret of its own, or one that is derived for it. */
function readSecrets({ host, environment, ownSecret }: DeployedSite): Secrets {
  const secretOf = (text: string) => deriveSiteSecret(Buffer.from(text, 'base64'), host)
  return {
    current: ownSecret ?? secretOf(environment.KELISIM_SECRET ?? ''),
    previous: environment.KELISIM_SECRET_PREVIOUS.map(secretOf),
  }
}

/**
 * Reads the sites of a deployment, by their host.
 *
 * @throws {OperatorError} that names every binding that is missing or wrong, of all sites; never its value.
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
 * One site of the deployment, whose bindings are read once in each isolate.
 *
 * @returns nothing where the host is a stranger. @throws {OperatorError} as {@link readSites}.
 */
export function findSite(bindings: Bindings, host: string): SiteSettings | undefined {
  known ??= readSites(bindings)
  return known.get(host)
}
