import type { Context } from 'hono'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import type { Language } from '../../../contract/words.ts'
import { PAGE } from '../../../http/operations/description.ts'
import { type MakeHandler, operation } from '../../../http/operations/operation.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { buildCookiesPage } from './cookies-page.ts'
import { buildPersonalDataPage } from './personal-data-page.ts'

/** Sends a page of the configuration, built once for each language. */
const answerBuilt =
  (
    build: (site: SiteConfig, language: Language, owner: string) => PageParts,
  ): MakeHandler<{ readonly c: Context }> =>
  ({ site, cryptography, owner }) => {
    const answerPage = createAnswerPage(cryptography)
    const built = new Map<Language, PageParts>()
    return ({ c }) => {
      const language = readPageLanguage(c)
      const page = built.get(language) ?? build(site, language, owner)
      built.set(language, page)
      return answerPage(c, page)
    }
  }

/**
 * Lists for people: what is stored on devices and all processing, at `/cookies`, and the list of personal data for signature,
 * at `/personal-data-list` (PO-07, PO-08). Both are derived from the configuration, work without JavaScript and set no
 * cookie.
 */
export const processingPageOperations = [
  operation({
    ...{ method: 'get', path: '/cookies', tag: 'Pages', id: 'showCookies' },
    who: 'anyone',
    summary: 'What is kept on devices and done with data, for people',
    description:
      'Made from the configuration: purposes, grounds, data, terms, recipients, countries.',
    lenient: pageLanguage,
    answers: PAGE,
    handler: answerBuilt(buildCookiesPage),
  }),
  operation({
    ...{ method: 'get', path: '/personal-data-list', tag: 'Pages', id: 'showPersonalDataList' },
    who: 'anyone',
    summary: 'The list of personal data, to be printed and signed',
    description:
      'Made from the configuration; names every field of the database that holds such data.',
    lenient: pageLanguage,
    answers: PAGE,
    handler: answerBuilt(buildPersonalDataPage),
  }),
]
