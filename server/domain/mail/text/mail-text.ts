/** What a mail is about: which text it gets. */
export type MailKind =
  | 'one_time_code'
  | 'message_received'
  | 'message_answer'
  | 'request_received'
  | 'request_code'
  | 'request_answer'
  | 'request_closed'
  | 'request_other'
  | 'staff_message'
  | 'staff_messages_open'
  | 'staff_request'
  | 'staff_requests_due'
  | 'staff_breach'
  | 'breach_due'
  | 'breach_overdue'
  | 'staff_invitation'
  | 'checkpoint'

/** A text with `{…}` for its values: subject, and paragraphs. */
export interface MailText {
  readonly subject: string
  readonly paragraphs: readonly string[]
}
/** Every text of a language, and its last paragraph. */
export interface MailTexts {
  readonly kinds: Readonly<Record<MailKind, MailText>>
  readonly closing: string
  /** What became of a request, in words. */
  readonly outcomes: Readonly<Record<'open' | 'answered' | 'refused', string>>
  /** Sentences that the server itself adds to an answer, or says in its place. */
  readonly sentences: Readonly<Record<'answerReady' | 'erased' | 'heldUntil', string>>
}
