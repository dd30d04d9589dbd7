import {
  affectedBody,
  affectedResult,
  breachBody,
  breachesResult,
  breachNoticeResult,
  breachResult,
} from '../../contract/registers/breach.ts'
import { disclosureBody } from '../../contract/registers/disclosure.ts'
import { exportBody, messagesExport } from '../../contract/registers/export.ts'
import { paperConsentBody } from '../../contract/registers/paper-consent.ts'
import { processorBody } from '../../contract/registers/processor.ts'
import {
  disclosuresResult,
  factsResult,
  paperConsentsResult,
  processorsResult,
  servicesResult,
  writtenResult,
} from '../../contract/registers/register.ts'

/** Schemas of the registers, under the names of the contract's types. */
export const registerSchemas = {
  DisclosureBody: disclosureBody,
  ProcessorBody: processorBody,
  PaperConsentBody: paperConsentBody,
  BreachBody: breachBody,
  AffectedBody: affectedBody,
  ExportBody: exportBody,
  WrittenResult: writtenResult,
  DisclosuresResult: disclosuresResult,
  ProcessorsResult: processorsResult,
  ServicesResult: servicesResult,
  PaperConsentsResult: paperConsentsResult,
  RegisterResult: factsResult,
  BreachesResult: breachesResult,
  BreachResult: breachResult,
  BreachNoticeResult: breachNoticeResult,
  AffectedResult: affectedResult,
  MessagesExport: messagesExport,
} as const
