import { html, raw } from 'hono/html'
import { Marked, type RendererThis, type TokenizerAndRendererExtension, type Tokens } from 'marked'
import { withoutMarks } from '../../../domain/policy/policy.ts'
import { fillText, type PageText } from '../layout/page-text.ts'

/** One numbered section of the policy. */
export interface PolicySection {
  /** Its number, which is also its fragment on the page: `4` for `/policy#4`. */
  readonly number: string
  readonly title: string
}

/** A policy text ready to be shown. */
export interface RenderedPolicy {
  readonly title: string
  /** Everything below the title. */
  readonly html: string
  readonly sections: readonly PolicySection[]
}

/** The quotation at the start of a translation; the page states the same in its own words. */
const LEADING_QUOTATION = /^(?:>.*\r?\n)+\s*/
const TITLE = /^# +(\S.*)\r?\n/
const SECTION = /^## +(\d+)\. +(.+)$/gm
/** Leads to the web, this site, another place of the page, mail or a phone. */
const HARMLESS_LINK = /^(?:https?:\/\/|\/(?!\/)|#|mailto:|tel:)/i
/** `4.1`, with or without a full stop after it; the texts use both. */
const CLAUSE = /^(\d+(?:\.\d+)*)\.? /
const NOTES = /^(?:\[\^\d+\]: .+(?:\n|$))+/

/**
 * Renders a policy text. Sections, clauses and items have their numbers as fragments, as used by the configuration and the
 * banner: `#4`, `#4.1`, `#4.1(9)`. Footnotes (`[^1]`) are linked both ways. HTML in the text is shown as text.
 */
export function renderPolicy(markdown: string, text: PageText): RenderedPolicy {
  const translated = withoutMarks(markdown).replace(LEADING_QUOTATION, '')
  const title = TITLE.exec(translated)?.[1] ?? text.policy
  const body = translated.replace(TITLE, '')
  const sections = Array.from(body.matchAll(SECTION), ([, number = '', name = '']) => ({
    number,
    title: name,
  }))
  return { title, html: buildMarked(text).parse(body, { async: false }), sections }
}

function buildMarked(text: PageText): Marked {
  /** The current clause; list items are addressed relative to it. */
  let clause = ''
  const idOf = (source: string): string => {
    clause = CLAUSE.exec(source)?.[1] ?? clause
    return CLAUSE.test(source) ? ` id="${clause}"` : ''
  }
  return new Marked({
    extensions: [noteMark(text), notes(text)],
    renderer: {
      html: ({ text: source }) => String(html`${source}`),
      // Anybody who may write the policy could make its readers run a script or call on somebody else otherwise.
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens)
        return HARMLESS_LINK.test(href) ? String(html`<a href="${href}">${raw(inner)}</a>`) : inner
      },
      image: ({ text: source }) => String(html`${source}`),
      heading({ depth, text: source, tokens }) {
        return `<h${depth}${idOf(source)}>${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      paragraph({ text: source, tokens }) {
        return `<p${idOf(source)}>${this.parser.parseInline(tokens)}</p>\n`
      },
      list({ items }) {
        const lines = items.map((item, index) => {
          const id = clause === '' ? '' : ` id="${clause}(${index + 1})"`
          return `<li${id}>${this.parser.parse(item.tokens)}</li>\n`
        })
        return `<ul>\n${lines.join('')}</ul>\n`
      },
    },
  })
}

/** `[^1]` in the text. */
const noteMark = (text: PageText): TokenizerAndRendererExtension => ({
  name: 'noteMark',
  level: 'inline',
  start: (source) => source.indexOf('[^'),
  tokenizer(source) {
    const match = /^\[\^(\d+)\]/.exec(source)
    return match ? { type: 'noteMark', raw: match[0], number: match[1] } : undefined
  },
  renderer: ({ number }) => {
    const label = fillText(text.note, { n: number })
    return String(
      html`<sup><a id="mark-${number}" href="#note-${number}" role="doc-noteref" aria-label="${label}">${number}</a></sup>`,
    )
  },
})

/** `[^1]: …` lines, one note each. */
const notes = (text: PageText): TokenizerAndRendererExtension => ({
  name: 'notes',
  level: 'block',
  start: (source) => /^\[\^\d+\]: /m.exec(source)?.index,
  tokenizer(source) {
    const raw = NOTES.exec(source)?.[0]
    if (raw === undefined) return undefined
    const lines = raw.trim().split('\n')
    const items = lines.map((line) => {
      const [, number = '', note = ''] = /^\[\^(\d+)\]: (.+)$/.exec(line) ?? []
      return { number, tokens: this.lexer.inlineTokens(note) }
    })
    return { type: 'notes', raw, items }
  },
  renderer(this: RendererThis, token: Tokens.Generic) {
    const items: readonly { number: string; tokens: Tokens.Generic[] }[] = token.items
    const lines = items.map(({ number, tokens }) => {
      const label = fillText(text.backToText, { n: number })
      const back = html`<a href="#mark-${number}" role="doc-backlink" aria-label="${label}">↑</a>`
      return `<li id="note-${number}">${this.parser.parseInline(tokens)} ${back}</li>\n`
    })
    return `<ol class="notes">\n${lines.join('')}</ol>\n`
  },
})
