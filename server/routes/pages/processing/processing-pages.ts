import { type Context, Hono } from 'hono'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import type { Language } from '../../../contract/words.ts'
import type { Deps } from '../../../deps.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { buildCookiesPage } from './cookies-page.ts'
import { buildPersonalDataPage } from './personal-data-page.ts'

/**
 * What is kept on devices and done with data, for people, at `/cookies`, and the list of personal data for signature, at
 * `/personal-data-list` (PO-07, PO-08). Both follow from the configuration, work without JavaScript and set no cookie.
 */
export function processingPages({
  site,
  cryptography,
  owner,
}: Pick<Deps, 'site' | 'cryptography' | 'owner'>): Hono {
  const answerPage = createAnswerPage(cryptography)
  const built = new Map<string, PageParts>()
  const answer = (
    c: Context,
    build: (site: SiteConfig, language: Language, owner: string) => PageParts,
  ): Promise<Response> => {
    const language = readPageLanguage(c)
    const key = `${build.name} ${language}`
    const page = built.get(key) ?? build(site, language, owner)
    built.set(key, page)
    return answerPage(c, page)
  }
  return new Hono()
    .get('/cookies', (c) => answer(c, buildCookiesPage))
    .get('/personal-data-list', (c) => answer(c, buildPersonalDataPage))
}
