/** Rules of the interface's page, beside those of every page. */
export const DOCS_STYLE = `
.docs .contents ul { list-style: none; padding: 0; columns: 20rem; }
.docs .contents h3 { margin: 1.2rem 0 .2rem; font-size: .9375rem; }
.docs .contents li { break-inside: avoid; }
.docs .contents a { grid-template-columns: 4.2rem 1fr; align-items: baseline; }
.docs > h2 { border-top: 2px solid var(--line); padding-top: 1.5rem; }
.operation { margin: 0 0 2.5rem; scroll-margin-top: 1rem; }
.operation:target { background: none; box-shadow: none; }
.operation:target > h3 { background: var(--mark); box-shadow: 0 0 0 .3rem var(--mark); }
.operation h3 { margin-bottom: .3rem; font-size: 1.125rem; }
.operation p { margin-bottom: .6rem; }
.contents span.method, .method {
  font: 600 .8125rem/1.5 var(--mono); color: var(--accent); letter-spacing: .03em;
}
.table { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.45; min-width: 34rem; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); white-space: nowrap; }
th, td { padding: .4rem 1rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { white-space: nowrap; }
td:nth-child(2) { overflow-wrap: anywhere; }
.answers { list-style: none; padding: 0; font-size: .9375rem; }
.answers li { padding: 0; }
`
