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

/** How threads begin that the configuration writes; whoever writes by hand begins none like them. */
const CONFIGURED = { service: 'service:', recipient: 'recipient:' } as const

/** A configured service has one thread in the register of services and one in that of processors. */
const threadOf = (id: string): string => CONFIGURED.service + id

/** A recipient of messages is known by who and where it is: the same, whatever its contract and its place in the list. */
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

/** The same facts, whatever the order of their keys. */
const isSame = (one: object, other: object): boolean => {
  const sorted = (facts: object) => JSON.stringify(Object.entries(facts).toSorted())
  return sorted(one) === sorted(other)
}

/** A line that a register lacks. */
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

/** What the registers of processors and services lack of what the configuration says. */
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
 * Writes into the registers what the configuration enables (TP-02): each service and its processor, and each recipient of
 * messages as a processor, once; a change as a further line, and an end where one was taken out.
 *
 * @returns how many lines were written.
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
 * The same at a start, before anything is served; nearly always there is nothing to write, and then nothing is. A process that
 * starts at the same time leaves it to the other; the regular job of the same name makes up for one that was cut off.
 */
export async function syncServices(deps: RegisterDeps): Promise<number> {
  if ((await findAllLacking(deps)).length === 0) return 0
  const { cryptography, clock } = deps
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  return (await runJob(deps, { name: 'services', holder }, () => writeServices(deps))) ?? 0
}

/** What the configuration gives data to though its confidentiality agreement is over: it may not any more (clause 8.1(3)). */
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
