import { describeOperation } from '../http/operations/describe.ts'
import type { Described } from '../http/operations/description.ts'
import type { Operation } from '../http/operations/operation.ts'
import { documentationOperations } from './documentation.ts'
import { documentOperations } from './openapi/document-operations.ts'
import { messageOperations } from './openapi/message-operations.ts'
import { operatorOperations } from './openapi/operator-operations.ts'
import { proofOperations } from './openapi/proof-operations.ts'
import { publicOperations } from './openapi/public-operations.ts'
import { registerOperations } from './openapi/register-operations.ts'
import { requestOperations } from './openapi/request-operations.ts'
import { retentionOperations } from './openapi/retention-operations.ts'
import { subjectOperations } from './openapi/subject-operations.ts'
import { refusalOperations } from './refusals.ts'
import { visitOperations } from './visits.ts'
import { wellKnownOperations } from './well-known.ts'

/** Every operation that is mounted by its definition, in the order in which they are shown. */
export const operations: readonly Operation[] = [
  ...refusalOperations,
  ...visitOperations,
  ...wellKnownOperations,
  ...documentationOperations(() => described),
]

/** Everything below `/v1` is limited in its rate. */
const limited = (operation: Described): Described =>
  operation.path.startsWith('/v1/')
    ? { ...operation, errors: [...new Set([...operation.errors, 'too_many_requests' as const])] }
    : operation

/** What the document says: of these operations, and of those that routers of their own still mount. */
export const described: readonly Described[] = [
  ...operations.flatMap(describeOperation),
  ...[
    ...publicOperations,
    ...proofOperations,
    ...subjectOperations,
    ...retentionOperations,
    ...documentOperations,
    ...operatorOperations,
    ...messageOperations,
    ...requestOperations,
    ...registerOperations,
  ].map(limited),
]
