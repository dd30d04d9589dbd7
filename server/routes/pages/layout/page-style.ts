/**
 * Style of every page that the server renders. It is written into the page, so that a page is one request, and the
 * content security policy allows it by its hash.
 *
 * Only system fonts: each of them has the Kazakh letters, and nothing is fetched. 36rem of 1.0625rem text is some
 * 70 characters a line.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1d2330; --soft: #565e6e; --line: #e0dcd3; --accent: #0b5c6b;
  --tint: #f1eee7; --mark: #fdf0c4;
  --text: 'Noto Sans', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  --mono: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181f; --ink: #e4e6ea; --soft: #a3abb9; --line: #303743; --accent: #7fcbd8;
    --tint: #1c222b; --mark: #4a3f17;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.65 var(--text); overflow-wrap: break-word;
}
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
h1, h2, h3, h4 { line-height: 1.3; text-wrap: balance; font-weight: 650; }
h1 { font-size: clamp(1.3rem, .6rem + 3.6vw, 2.3rem); letter-spacing: .005em; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .9rem; }
h3 { font-size: 1.0625rem; margin: 1.9rem 0 .5rem; }
p { margin: 0 0 1rem; text-wrap: pretty; }
ul, ol { margin: 0 0 1.2rem; padding-left: 1.4rem; }
li { margin: .3rem 0; padding-left: .25rem; }
li::marker { color: var(--soft); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0 1.5rem; }
code { font: .875em/1.5 var(--mono); overflow-wrap: anywhere; }
sup { line-height: 0; font-size: .75em; }
sup a { padding: .3em .25em; text-decoration: none; font-weight: 650; }
:target { background: var(--mark); box-shadow: 0 0 0 .3rem var(--mark); border-radius: 1px; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { top: .5rem; }
.wide { max-width: 62rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2rem); }
.masthead { border-bottom: 1px solid var(--line); }
.masthead .wide {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
  gap: .25rem 2rem; padding-block: 1rem;
}
.masthead p { margin: 0; font-weight: 600; }
.languages ul { display: flex; gap: 1.25rem; margin: 0; padding: 0; list-style: none; }
.languages li { margin: 0; padding: 0; }
.languages a { display: inline-block; padding: .25rem 0; }
.languages a[aria-current] {
  color: inherit; text-decoration: none; font-weight: 600; box-shadow: 0 2px var(--accent);
}
main.wide { padding-block: clamp(1.75rem, 5vw, 3.5rem) 4rem; }
.measure { max-width: 36rem; }
.facts { color: var(--soft); font-size: .9375rem; margin: 0 0 .35rem; }
.facts a { display: inline-block; padding: .15rem 0; margin-right: 1.5rem; }
.notice {
  margin: 1.25rem 0 0; padding: .75rem 1rem; border-left: 3px solid var(--accent);
  background: var(--tint); font-size: .9375rem;
}
.contents { margin: 2rem 0; font-size: .9375rem; line-height: 1.45; }
.contents h2 { margin: 0 0 .6rem; font-size: .9375rem; color: var(--soft); font-weight: 600; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { margin: 0; padding: 0; }
.contents a { display: grid; grid-template-columns: 1.9rem 1fr; padding: .35rem 0; color: inherit; text-decoration: none; }
.contents a:hover span:last-child { text-decoration: underline; }
.contents span:first-child { color: var(--soft); font-variant-numeric: tabular-nums; }
.notes { font-size: .9375rem; color: var(--soft); }
.checksum { margin: 3rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .875rem; color: var(--soft); }
.checksum code { display: block; }
.versions { list-style: none; padding: 0; }
.versions > li { padding: 1.25rem 0; border-top: 1px solid var(--line); }
.versions h2 { margin: 0 0 .25rem; }
.address { display: none; }
@media (min-width: 60rem) {
  .policy { display: grid; grid-template-columns: 15rem minmax(0, 36rem); column-gap: 4.5rem; align-items: start; }
  .policy > * { grid-column: 2; }
  .policy > .contents {
    grid-column: 1; grid-row: 1 / span 9; position: sticky; top: 2rem; margin: .4rem 0 0;
    max-height: calc(100vh - 4rem); overflow-y: auto;
  }
  .text > :first-child { margin-top: 2rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; --mark: #fff; --tint: #fff; }
  @page { margin: 20mm 22mm; }
  body { font-size: 10.5pt; line-height: 1.45; }
  .skip, .languages, .contents, .links, .notice a, [role='doc-backlink'] { display: none; }
  .notice { border: 1px solid var(--line); }
  .text { margin-top: 1.5rem; }
  h1 { font-size: 20pt; }
  h2 { font-size: 13pt; margin-top: 1.75rem; }
  .address { display: block; }
  .policy { display: block; }
  .measure { max-width: none; }
  .wide { padding: 0; max-width: none; }
  .masthead { border: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  li, p { orphans: 3; widows: 3; }
  main.wide { padding-block: 0; }
}
`
