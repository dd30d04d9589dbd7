// Texts of what a person can do with their data, in English.

export const actExport = 'Download my data'
export const actExportHint = 'Everything that this site holds about you.'
export const actReceipt = 'Download consent receipt'
export const actReceiptHint = 'A document signed by the school that shows what you agreed to.'
export const actJson = 'JSON file'
export const actPage = 'Page to read'
export const saidSaved = 'File downloaded.'
export const actBlock = 'Stop everything for now'
export const actBlockHint =
  'The data are kept, but used for nothing until you resume. The law calls it blocking.'
export const actUnblock = 'Resume'
export const actUnblockHint = 'Everything is stopped for now: the data are kept, but not used.'
export const actReason = 'Why resume'
export const actAgree = 'I agree to the processing'
export const actCorrected = 'the data were corrected'
export const saidBlocked =
  'Stopped for now. The data are kept, but used for nothing except keeping and deleting them.'
export const saidUnblocked = 'Processing goes on.'
export const errHeld = 'The law requires these data to be kept blocked: they cannot be resumed.'
export const errWithdrawn =
  'The consent was withdrawn: processing cannot be resumed. Send a new message if you need to.'
export const actWithdraw = 'Withdraw consent'
export const actWithdrawHint =
  'Everything that you allowed ends at once. What was collected before is kept until its term ends; you can delete it.'
export const saidWithdrawn = 'Consent withdrawn.'
export const saidWithdrawnOwn =
  'Consent withdrawn. To delete what was collected, do it before you close this window: afterwards this device cannot open it.'

export const actDelete = 'Delete my data'
export const actDeleteConfirm =
  'The data will be deleted for good and cannot be restored. Delete them?'
export const actDeleteYes = 'Yes, delete'
export const actCancel = 'Cancel'
export const actDeletes = 'Will be deleted: {list}'
export const actKeeps = 'Will be kept: {list}'
export const nothing = 'nothing'
export const visits = 'visits'
export const messages = 'messages'
export const consents = 'consents'
export const requests = 'requests'
export const keptProof = 'as proof of consent, without your name'
export const keptLaw = 'because the law requires it; deleted by itself after that'
export const myDeletedPart =
  'Your data were deleted, except what the law requires to be kept. Confirmation number: {id}. Keep this number.'
export const errKept =
  'Nothing was deleted yet: the law requires these data to be kept blocked. They are deleted by themselves when that ends; there is no need to ask again.'

export const actRequest = 'Send a request to the school'
export const requestKind = 'Kind of request'
export const kindInformation = 'Learn about my data'
export const kindCorrection = 'Correct data'
export const kindBlocking = 'Block data'
export const kindDeletion = 'Delete data'
export const kindObjection = 'Object to processing'
export const requestScope = 'About which data'
export const scopeSite = 'data of this site'
export const scopeOther = 'other data of the school: student, staff, cameras'
export const requestText = 'Text of the request'
export const requestEmail = 'Email for the answer (optional)'
export const requestSend = 'Send the request'
export const askHint =
  'Ask for data to be corrected or deleted, or what is held about you. You can also ask about other data the school holds on you.'
export const askWho =
  'No record of yours is open here, so the school could not know who asks. Open your message first, or write to the school: {contact}'
export const requestSent = 'Request received. Reply due by: {date}. Request number: {number}'
