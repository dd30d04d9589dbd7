import type { FolderBody, LongJob, ProofResult } from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns everything that proves one consent. Noted in the audit register. */
export const readProof = to('GET /v1/admin/consents/{id}/proof').answers<ProofResult>()

/** Starts the verification of the whole ledger. */
export const verifyLedger = to('POST /v1/admin/jobs/verification').answers<LongJob>()

/** Starts the making of an inspector's folder. */
export const makeFolder = to('POST /v1/admin/jobs/folder').takes<FolderBody>().answers<LongJob>()

/** Address of the folder that was made last. */
export const FOLDER_ADDRESS = '/v1/admin/folder'
