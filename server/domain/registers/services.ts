import type { SiteConfig } from '../../config/site/site-config.ts'
import type { ProcessorBody, RegisterName, ServiceContent } from '../../contract/index.ts'
import type { StoredEntry } from '../../store/store.ts'
import { fingerprint } from '../identifiers/fingerprint.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { runJob } from '../jobs/run-job.ts'
import { buildRegisterEntry } from './register-entry.ts'
import { contentOf, type RegisterDeps, readLatest, todayOf } from './register-line.ts'

type ConfiguredService = SiteConfig['services'][number]
type ConfiguredRecipient = SiteConfig['messageRecipients'][number]

/** Prefixes of threads that the configuration writes. Threads written by hand cannot begin with them. */
const CONFIGURED = { service: 'service:', recipient: 'recipient:' } as const

/** A configured service has one thread in the register of services and one in the register of processors. */
const threadOf = (id: string): string => CONFIGURED.service + id

/**
 * A recipient of messages is identified by name and country: it stays the same when its contract or its place in the list
 * changes.
 */
const recipientThreadOf = ({ name, country }: ConfiguredRecipient): string =>
  CONFIGURED.recipient + fingerprint(JSON.stringify([name, country]))

const isConfigured = (thread: string): boolean =>
  Object.values(CONFIGURED).some((start) => thread.startsWith(start))

const processorLine = (service: ConfiguredService): ProcessorBody => ({
  name: service.provider,
  country: service.country,
  purpose: `${service.purpose}: ${service.name}`,
  ...service.processor,
})

const recipientLine = ({ name, country, processor }: ConfiguredRecipient): ProcessorBody => ({
  ...{ name, country, purpose: 'contact: messages' },
  ...processor,
})

const serviceLine = ({ processor: _, ...service }: ConfiguredService): ServiceContent => ({
  ...service,
  processor: threadOf(service.id),
})

/** Compares facts regardless of the order of their keys. */
const isSame = (one: object, other: object): boolean => {
  const sorted = (facts: object) => JSON.stringify(Object.entries(facts).toSorted())
  return sorted(one) === sorted(other)
}

/** A line that is missing in a register. */
interface Lacking {
  readonly register: RegisterName
  readonly thread: string
  readonly content: object
}

async function findLacking(
  register: RegisterName,
  wanted: ReadonlyMap<string, ProcessorBody | ServiceContent>,
  deps: RegisterDeps,
): Promise<readonly Lacking[]> {
  const lines: Lacking[] = []
  const latest = new Map<string, StoredEntry>()
  for (const entry of await readLatest(deps.store, register)) latest.set(entry.thread, entry)
  for (const [thread, content] of wanted) {
    const entry = latest.get(thread)
    if (!entry || !isSame(contentOf<object>(entry), content))
      lines.push({ register, thread, content })
  }
  for (const [thread, entry] of latest) {
    const content = contentOf<ProcessorBody | ServiceContent>(entry)
    if (!isConfigured(thread) || wanted.has(thread) || content.endedOn !== undefined) continue
    lines.push({ register, thread, content: { ...content, endedOn: todayOf(deps) } })
  }
  return lines
}

/** Returns the lines of the configuration that the registers of processors and services are missing. */
async function findAllLacking(deps: RegisterDeps): Promise<readonly Lacking[]> {
  const { services, messageRecipients } = deps.site
  const processors = new Map([
    ...services.map((one) => [threadOf(one.id), processorLine(one)] as const),
    ...messageRecipients.map((one) => [recipientThreadOf(one), recipientLine(one)] as const),
  ])
  const shown = new Map(services.map((one) => [threadOf(one.id), serviceLine(one)] as const))
  return [
    ...(await findLacking('processors', processors, deps)),
    ...(await findLacking('services', shown, deps)),
  ]
}

/**
 * Adds what the configuration enables to the registers (TP-02): each service with its processor, and each recipient of
 * messages as a processor, once. A change adds a further line, and a removal adds an end.
 *
 * @returns the number of lines written.
 */
export async function writeServices(deps: RegisterDeps): Promise<number> {
  const lines = await findAllLacking(deps)
  for (const line of lines) {
    const entry = await buildRegisterEntry({ ...line, actor: 'system' }, deps)
    await deps.store.addRegisterEntry(entry)
  }
  return lines.length
}

/**
 * The same at start-up, before anything is served. Usually there is nothing to write. Where another process starts at the
 * same time, it leaves the work to that process; the regular job of the same name completes an interrupted run.
 */
export async function syncServices(deps: RegisterDeps): Promise<number> {
  if ((await findAllLacking(deps)).length === 0) return 0
  const { cryptography, clock } = deps
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  return (await runJob(deps, { name: 'services', holder }, () => writeServices(deps))) ?? 0
}

/**
 * Returns the recipients whose confidentiality agreement has ended but which the configuration still uses. They may no longer
 * receive data (clause 8.1(3)).
 */
export function findEndedAgreements(deps: Pick<RegisterDeps, 'site' | 'clock'>): string[] {
  const today = todayOf(deps)
  const { services, messageRecipients } = deps.site
  const given = [
    ...services.map(({ id, processor }) => ({ at: `services (${id})`, processor })),
    ...messageRecipients.map(({ name, processor }) => ({
      ...{ at: `messageRecipients (${name})`, processor },
    })),
  ]
  return given.flatMap(({ at, processor: { confidentialityUntil: until } }) =>
    until === undefined || until >= today
      ? []
      : [
          `${at}: the confidentiality agreement ended on ${until}. Renew it, or take the entry out.`,
        ],
  )
}
