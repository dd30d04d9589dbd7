import type { SiteConfig } from '../../config/site-config.ts'
import type { ProcessorBody, RegisterName, ServiceContent } from '../../contract/index.ts'
import type { StoredEntry } from '../../store/store.ts'
import { runJob } from '../jobs/run-job.ts'
import { buildUuidV7 } from '../uuid-v7.ts'
import { buildRegisterEntry } from './register-entry.ts'
import { contentOf, type RegisterDeps, readLatest, todayOf } from './register-line.ts'

type ConfiguredService = SiteConfig['services'][number]

/** A configured service has one thread in the register of services and one in that of processors. */
const threadOf = (id: string): string => `service:${id}`

const processorLine = (service: ConfiguredService): ProcessorBody => ({
  name: service.provider,
  country: service.country,
  purpose: `${service.purpose}: ${service.name}`,
  ...service.processor,
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
    if (!thread.startsWith(threadOf('')) || wanted.has(thread) || content.endedOn !== undefined)
      continue
    lines.push({ register, thread, content: { ...content, endedOn: todayOf(deps) } })
  }
  return lines
}

/** What the registers of processors and services lack of what the configuration says. */
async function findAllLacking(deps: RegisterDeps): Promise<readonly Lacking[]> {
  const of = <T>(line: (service: ConfiguredService) => T) =>
    new Map(deps.site.services.map((service) => [threadOf(service.id), line(service)]))
  const processors = await findLacking('processors', of(processorLine), deps)
  return [...processors, ...(await findLacking('services', of(serviceLine), deps))]
}

/**
 * Writes into the registers what the configuration enables (TP-02): each service and its processor once, a change as a further
 * line, and an end where one was taken out.
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

/** Configured services whose confidentiality agreement is over: data may not be given to them any more (clause 8.1(3)). */
export function findEndedAgreements(deps: Pick<RegisterDeps, 'site' | 'clock'>): string[] {
  const today = todayOf(deps)
  return deps.site.services
    .filter(
      ({ processor: { confidentialityUntil: until } }) => until !== undefined && until < today,
    )
    .map(
      ({ id, processor }) =>
        `services (${id}): the confidentiality agreement ended on ${processor.confidentialityUntil}. ` +
        'Renew it, or take the service out.',
    )
}
