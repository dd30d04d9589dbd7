import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { messagesResult } from './message-admin.ts'
import { requestsResult } from './subject-admin.ts'

/** What a search has found: a message, a request, or everything of one address. */
export const searchResult = v.object({
  messages: messagesResult.entries.messages,
  requests: requestsResult.entries.requests,
})
export type SearchResult = DeepReadonly<v.InferOutput<typeof searchResult>>
