import { describe, expect, it } from 'vitest'
import { pageTexts } from '../../../server/routes/pages/layout/page-text.ts'
import { renderPolicy } from '../../../server/routes/pages/policy/policy-markdown.ts'

const render = (markdown: string) => renderPolicy(markdown, pageTexts.en)

describe('a policy text as HTML', () => {
  it('is addressed by the numbers of its sections, clauses and items', () => {
    const { title, html, sections } = render(
      '# POLICY\n\n## 4. Purposes\n\n4.1. Only these:\n\n- one;\n- two.\n\n11.1 No stop.\n',
    )
    expect(title).toBe('POLICY')
    expect(sections).toEqual([{ number: '4', title: 'Purposes' }])
    expect(html).toContain('<h2 id="4">4. Purposes</h2>')
    expect(html).toContain('<p id="4.1">4.1. Only these:</p>')
    expect(html).toContain('<li id="4.1(2)">two.</li>')
    expect(html).toContain('<p id="11.1">11.1 No stop.</p>')
  })

  it('links each footnote to its mark and back', () => {
    const { html } = render(
      '# P\n\nText.[^1] More.[^2]\n\n---\n\n[^1]: First *note*.\n[^2]: Second.\n',
    )
    for (const number of [1, 2]) {
      expect(html).toContain(`<a id="mark-${number}" href="#note-${number}" role="doc-noteref"`)
      expect(html).toMatch(new RegExp(`<li id="note-${number}">.*<a href="#mark-${number}"`))
    }
    expect(html).toContain('First <em>note</em>.')
    expect(html).not.toContain('[^')
  })

  it('leaves out the quotation with which a translation begins, and no other', () => {
    const { html } = render('> Unofficial.\n\n# P\n\nText.\n\n> Quoted.\n')
    expect(html).not.toContain('Unofficial')
    expect(html).toContain('Quoted.')
  })

  it('shows HTML as text and runs none', () => {
    const { html } = render('# P\n\n<script>alert(1)</script>\n\nA <b onclick="x">word</b>.\n')
    expect(html).not.toMatch(/<(script|b)\b/)
    expect(html).toContain('&lt;script&gt;')
  })
})
