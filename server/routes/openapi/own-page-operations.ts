import type { Described } from '../../http/operations/description.ts'

/** The page of one’s own data and its forms. */
export const ownPageOperations: readonly Described[] = [
  {
    ...{ method: 'get', path: '/my-data', tag: 'My data', id: 'showMyDataForms' },
    summary: 'The page of one’s own data',
    description: 'Works without JavaScript. The same for all: it shows nothing of who looks at it.',
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    errors: [],
  },
  {
    ...{ method: 'post', path: '/my-data', tag: 'My data', id: 'sendMyDataForm' },
    summary: 'Send a form of that page',
    description:
      'Plain forms that the page itself sends, by the field `act`: `show`, `copy`, `block`, `lift`, `withdraw`, `delete`, `mail`. ' +
      'Every answer is a page in the language of `lang`, or the copy.',
    answers: [{ status: 200, description: 'What became of it.', type: 'text/html' }],
    errors: ['body_too_large', 'too_many_requests', 'store_unavailable', 'internal_error'],
  },
]
