import { operation } from '../../../http/operations/operation.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import { answerContactPage } from './contact-page.ts'

/** `/contact`: the server's own contact form, which needs no JavaScript and to which any page may link (CF-02, CF-09). */
export const contactPageOperations = [
  operation({
    ...{ method: 'get', path: '/contact', tag: 'Messages', id: 'showContactForm' },
    who: 'anyone',
    summary: 'The server’s own contact form',
    description:
      'A page in the language of `lang`, with the consent in force. Works without JavaScript.',
    lenient: pageLanguage,
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    handler: (deps) => {
      const answerPage = createAnswerPage(deps.cryptography, {
        formAction: "'self'",
        referrer: 'same-origin',
      })
      return ({ c }) =>
        answerContactPage(c, answerPage, { language: readPageLanguage(c), fields: {} }, deps)
    },
  }),
]
