/** Rules of the lists of what is kept and done, beside those of every page. */
export const PROCESSING_STYLE = `
.entry { max-width: 44rem; padding: 1.1rem 0; border-top: 1px solid var(--line); }
.entry h3 { margin: 0 0 .4rem; }
.entry p { margin: 0 0 .5rem; }
.entry dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 3fr; gap: .25rem 1.5rem; margin: 0; font-size: .9375rem; }
.entry dt { color: var(--soft); }
.entry dd { margin: 0; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 0 0 1.5rem; }
.list table { border-collapse: collapse; font-size: .875rem; line-height: 1.45; min-width: 54rem; width: 100%; }
.list th, .list td { padding: .4rem .6rem; border: 1px solid var(--line); vertical-align: top; text-align: left; }
.list thead th { color: var(--soft); }
.list td code { display: block; overflow-wrap: break-word; }
.list td:has(code) { min-width: 14rem; }
.approval { break-inside: avoid; max-width: 30rem; }
.approval dl { display: grid; grid-template-columns: max-content 1fr; gap: 1.4rem 1rem; }
.approval dd { margin: 0; border-bottom: 1px solid currentColor; }
@media (max-width: 30rem) { .entry dl { grid-template-columns: 1fr; gap: 0; } .entry dd { margin-bottom: .5rem; } }
@media print {
  .entry, tbody { break-inside: avoid; }
  .table { overflow: visible; }
  .list table { min-width: 0; font-size: 8pt; }
  .list td:has(code) { min-width: 0; }
  .list th, .list td { padding: 1mm; }
  .list td code { font-size: 7pt; overflow-wrap: anywhere; }
}
`
