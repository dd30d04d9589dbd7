import { describeOperation } from '../http/operations/describe.ts'
import type { Described } from '../http/operations/description.ts'
import type { Operation } from '../http/operations/operation.ts'
import { consentOperations } from './consents/consents.ts'
import { receiptOperations } from './consents/receipts.ts'
import { proofOperations } from './console/consents.ts'
import { exportOperations } from './console/exports.ts'
import { folderOperations } from './console/folder.ts'
import { jobOperations } from './console/jobs.ts'
import { readPolicyOperations } from './console/policy/read.ts'
import { writePolicyOperations } from './console/policy/write.ts'
import { breachOperations } from './console/registers/breaches.ts'
import { readRegisterOperations } from './console/registers/read.ts'
import { writeRegisterOperations } from './console/registers/write.ts'
import { restrictionOperations } from './console/restrictions.ts'
import { retentionOperations } from './console/retention.ts'
import { accountOperations } from './console/staff/account.ts'
import { factorOperations } from './console/staff/factor.ts'
import { peopleOperations } from './console/staff/people.ts'
import { sessionOperations } from './console/staff/session.ts'
import { statisticsOperations } from './console/statistics.ts'
import { todayOperations } from './console/today.ts'
import { staffMessageOperations } from './console/work/messages.ts'
import { requestActOperations } from './console/work/request-answers.ts'
import { requestOperations } from './console/work/requests.ts'
import { searchOperations } from './console/work/search.ts'
import { documentationOperations } from './documentation.ts'
import { healthOperations } from './health.ts'
import { codeOperations } from './me/codes.ts'
import { ownDataOperations } from './me/own-data.ts'
import { subjectActionOperations } from './me/subject-actions.ts'
import { messageOperations } from './messages.ts'
import { noticeOperations } from './notices.ts'
import { consentFormOperations } from './pages/contact/consent-form-page.ts'
import { contactPageOperations } from './pages/contact/contact-pages.ts'
import { myDataPageOperations } from './pages/my-data/my-data-pages.ts'
import { policyPageOperations } from './pages/policy/policy-pages.ts'
import { processingPageOperations } from './pages/processing/processing-pages.ts'
import { receiptPageOperations } from './pages/receipt/receipt-pages.ts'
import { requestPageOperations } from './pages/request/request-pages.ts'
import { policyOperations } from './policy.ts'
import { refusalOperations } from './refusals.ts'
import { addressRequestOperations } from './requests.ts'
import { siteOperations } from './site.ts'
import { visitOperations } from './visits.ts'
import { wellKnownOperations } from './well-known.ts'

const visitors: readonly Operation[] = [
  ...[...consentOperations, ...refusalOperations, ...visitOperations],
  ...[...contactPageOperations, ...messageOperations],
  ...[...receiptOperations, ...noticeOperations, ...wellKnownOperations, ...receiptPageOperations],
  ...[...ownDataOperations, ...subjectActionOperations, ...codeOperations],
  ...[...myDataPageOperations, ...addressRequestOperations, ...requestPageOperations],
  ...[...siteOperations, ...policyOperations, ...policyPageOperations],
  ...processingPageOperations,
]

const staff: readonly Operation[] = [
  ...[...sessionOperations, ...accountOperations, ...factorOperations, ...peopleOperations],
  ...[...statisticsOperations, ...todayOperations, ...proofOperations],
  ...[...retentionOperations, ...jobOperations, ...folderOperations],
  ...[...staffMessageOperations, ...requestOperations, ...requestActOperations],
  ...[...searchOperations, ...restrictionOperations],
  ...[...readRegisterOperations, ...writeRegisterOperations, ...breachOperations],
  ...[...readPolicyOperations, ...writePolicyOperations],
  ...[...exportOperations, ...consentFormOperations],
]

/** Every operation of the server in display order: mounted by the app and described by the document. */
export const operations: readonly Operation[] = [
  ...visitors,
  ...staff,
  ...[...healthOperations, ...documentationOperations(() => described)],
]

/** Their descriptions for the document. */
export const described: readonly Described[] = operations.flatMap(describeOperation)
