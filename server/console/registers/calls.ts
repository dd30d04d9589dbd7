import type {
  ConsentTermsResult,
  DisclosureBody,
  DisclosuresResult,
  PaperConsentBody,
  PaperConsentsResult,
  ProcessorBody,
  ProcessorsResult,
  RegisterResult,
  ServicesResult,
  WrittenResult,
} from '../../contract/index.ts'
import { type Answer, to } from '../shell/call.ts'

/** What is asked of a list; what is `undefined` is left out. */
export interface ListQuery {
  readonly cursor?: string | undefined
  readonly order?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly search?: string | undefined
  readonly limit?: string | undefined
}

/** A page of a register, whichever it is. */
export type Page = Omit<RegisterResult, 'lines'> & { readonly lines: readonly Line[] }
/** A line of a register. */
export type Line = Omit<RegisterResult['lines'][number], 'content'> & {
  readonly content: Readonly<Record<string, unknown>>
}

const readDisclosures = to('GET /v1/admin/registers/disclosures')
  .asks<ListQuery>()
  .answers<DisclosuresResult>()
const readProcessors = to('GET /v1/admin/registers/processors')
  .asks<ListQuery>()
  .answers<ProcessorsResult>()
const readServices = to('GET /v1/admin/registers/services')
  .asks<ListQuery>()
  .answers<ServicesResult>()
const readDestructions = to('GET /v1/admin/registers/destructions')
  .asks<ListQuery>()
  .answers<RegisterResult>()
const readPaperConsents = to('GET /v1/admin/registers/paper-consents')
  .asks<ListQuery>()
  .answers<PaperConsentsResult>()
const readExports = to('GET /v1/admin/registers/exports')
  .asks<ListQuery>()
  .answers<RegisterResult>()
const readAudit = to('GET /v1/admin/registers/audit').asks<ListQuery>().answers<RegisterResult>()

type ReadPage = (given: { readonly query: ListQuery }) => Promise<Answer<Page>>

const pages = {
  disclosures: readDisclosures,
  'paper-consents': readPaperConsents,
  processors: readProcessors,
  services: readServices,
  destructions: readDestructions,
  exports: readExports,
  audit: readAudit,
} as const satisfies Readonly<Record<string, ReadPage>>

/** Name of a register in the address. */
export type RegisterAddress = keyof typeof pages

/** Reads a page of each register, by its name in the address. */
export const readPage: Readonly<Record<RegisterAddress, ReadPage>> = pages

/** The terms on which consents are taken, by purpose. */
export const readConsentTerms = to('GET /v1/admin/consent-terms').answers<ConsentTermsResult>()

const writeDisclosure = to('POST /v1/admin/registers/disclosures')
  .takes<DisclosureBody>()
  .answers<WrittenResult>()
const correctDisclosure = to('POST /v1/admin/registers/disclosures/{thread}')
  .takes<DisclosureBody>()
  .answers<WrittenResult>()
const writeProcessor = to('POST /v1/admin/registers/processors')
  .takes<ProcessorBody>()
  .answers<WrittenResult>()
const correctProcessor = to('POST /v1/admin/registers/processors/{thread}')
  .takes<ProcessorBody>()
  .answers<WrittenResult>()
const writePaperConsent = to('POST /v1/admin/registers/paper-consents')
  .takes<PaperConsentBody>()
  .answers<WrittenResult>()
const correctPaperConsent = to('POST /v1/admin/registers/paper-consents/{thread}')
  .takes<PaperConsentBody>()
  .answers<WrittenResult>()

/** Writes an entry, or corrects the one of a thread. The server checks the body, whatever it is. */
type Write = (body: never, thread: string | undefined) => Promise<Answer<WrittenResult>>

/** Writes to each register that staff write by hand. */
export const writeEntry = {
  disclosures: (body: DisclosureBody, thread: string | undefined) =>
    thread === undefined
      ? writeDisclosure({ body })
      : correctDisclosure({ params: { thread }, body }),
  processors: (body: ProcessorBody, thread: string | undefined) =>
    thread === undefined
      ? writeProcessor({ body })
      : correctProcessor({ params: { thread }, body }),
  'paper-consents': (body: PaperConsentBody, thread: string | undefined) =>
    thread === undefined
      ? writePaperConsent({ body })
      : correctPaperConsent({ params: { thread }, body }),
} as const satisfies Readonly<Record<string, Write>>

/** Name in the address of a register that staff write by hand. */
export type WrittenAddress = keyof typeof writeEntry
