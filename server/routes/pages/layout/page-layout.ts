import { html, raw } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import { PAGE_STYLE } from './page-style.ts'

/** A piece of HTML. */
export type Html = ReturnType<typeof html>

/** Parts of a page besides its frame. */
export interface PageParts {
  readonly language: Language
  readonly title: string
  /** Text of the link that skips to the page's own content. */
  readonly skip: string
  readonly masthead: Html
  readonly main: Html
  /** Styles of this page only, besides the common ones. */
  readonly style?: string
  /** Whether search engines should leave the page out: an old version, an error. */
  readonly isUnlisted?: boolean
  /** Whether it shows personal data: not cached, and not readable for other pages. */
  readonly isPersonal?: boolean
}

/** Returns the text of the style element, whose hash the content security policy contains. */
export const styleOf = ({ style = '' }: Pick<PageParts, 'style'>): string => PAGE_STYLE + style

/** Renders the frame of every server page: no script, no cookie, no request to other hosts. */
export const renderPage = (parts: PageParts): Html => html`<!doctype html>
<html lang="${parts.language}">
<head>
<meta charset="utf-8">
<title>${parts.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${parts.isUnlisted ? raw('<meta name="robots" content="noindex">') : ''}
<link rel="icon" href="data:,">
<style>${raw(styleOf(parts))}</style>
</head>
<body>
<a class="skip" href="#main">${parts.skip}</a>
<header class="masthead"><div class="wide">${parts.masthead}</div></header>
<main id="main" class="wide" tabindex="-1">
${parts.main}
</main>
</body>
</html>
`
