/**
 * Content types of a JSON body, as they are documented and recognized: `json` is `application/json` alone, which a form of another
 * site cannot send without asking first (CORS); `json_or_text` takes `text/plain` too, so that a beacon needs no preflight.
 */
export const contentTypes = {
  json: { names: ['application/json'], pattern: /^application\/json\s*(;|$)/i },
  json_or_text: {
    names: ['application/json', 'text/plain'],
    pattern: /^(application\/json|text\/plain)\s*(;|$)/i,
  },
} as const

/** Which of them an operation takes. */
export type Takes = keyof typeof contentTypes

/** What a plain HTML form is sent as, unless it has files. */
export const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i
