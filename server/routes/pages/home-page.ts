import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Language } from '../../contract/words.ts'
import type { Deps } from '../../deps.ts'
import { createAnswerPage } from './layout/answer-page.ts'
import { renderMasthead } from './layout/masthead.ts'
import { readPageLanguage } from './layout/page-language.ts'
import type { PageParts } from './layout/page-layout.ts'
import { pageTexts } from './layout/page-text.ts'
import { myDataTexts } from './my-data/text.ts'
import { requestPageTexts } from './request/request-page-text.ts'

interface HomeText {
  readonly intro: string
  readonly staff: string
  readonly interface: string
}

const texts: Readonly<Record<Language, HomeText>> = {
  kk: {
    intro:
      'Бұл серверде мектеп сайтына келушілердің cookie файлдары туралы таңдауы сақталады. Өз таңдауыңызды көру немесе өзгерту үшін мектеп сайтындағы баптауларды ашыңыз.',
    staff: 'Мектеп қызметкерлеріне',
    interface: 'Бағдарламаларға арналған интерфейс',
  },
  ru: {
    intro:
      'На этом сервере хранится выбор посетителей сайта школы о файлах cookie. Чтобы увидеть или изменить свой выбор, откройте настройки на сайте школы.',
    staff: 'Для сотрудников школы',
    interface: 'Интерфейс для программ',
  },
  en: {
    intro:
      'This server keeps what visitors of the school’s website have chosen about cookies. To see or change your own choice, open the settings on that website.',
    staff: 'For the school’s staff',
    interface: 'Interface for programs',
  },
}

function buildHomePage(
  language: Language,
  operator: Readonly<Record<Language, string>>,
): PageParts {
  const text = pageTexts[language]
  const own = texts[language]
  return {
    language,
    title: operator[language],
    skip: text.skip,
    isUnlisted: true,
    masthead: renderMasthead(operator, language, text),
    main: html`<article class="measure">
<h1>${operator[language]}</h1>
<p>${own.intro}</p>
<ul>
<li><a href="/policy?lang=${language}">${text.policy}</a></li>
<li><a href="/cookies?lang=${language}">${text.cookies}</a></li>
<li><a href="/my-data?lang=${language}">${myDataTexts[language].myTitle}</a></li>
<li><a href="/request?lang=${language}">${requestPageTexts[language].title}</a></li>
<li><a href="/admin/">${own.staff}</a></li>
<li><a href="/docs">${own.interface}</a></li>
</ul>
</article>`,
  }
}

/** The page at the server's root. Outside production it shows the demo school. */
export function homePage({
  cryptography,
  isProduction,
  site,
}: Pick<Deps, 'cryptography' | 'isProduction' | 'site'>): Hono {
  if (!isProduction) return new Hono().get('/', (c) => c.redirect('/demo/', 302))
  const answerPage = createAnswerPage(cryptography)
  return new Hono().get('/', (c) =>
    answerPage(c, buildHomePage(readPageLanguage(c), site.operator.name)),
  )
}
