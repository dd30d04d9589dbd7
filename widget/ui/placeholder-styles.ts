import { themeCss } from './theme.ts'

/**
 * Styles of one placeholder.
 *
 * @param element Selector of the placeholder.
 * @param box Declarations of its frame's box.
 */
export const placeholderCss = (element: string, box: string): string => `${themeCss(element)}
.kelisim-gated{display:none;}
${element}{box-sizing:border-box;display:flex;flex-direction:column;align-items:center;justify-content:safe center;gap:.7em;padding:1em;overflow:auto;position:relative;isolation:isolate;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);text-align:center;font-size:.95em;${box}}
${element} p{max-width:34em;text-wrap:balance;}
${element} img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover;opacity:.25;z-index:-1;}
${element} div{display:flex;flex-wrap:wrap;justify-content:center;gap:.5em;}
${element} button{padding:.3em 1em;}
@media(max-width:30em){${element}{gap:.35em;padding:.5em;font-size:.85em;line-height:1.3;}${element} div{flex-wrap:nowrap;align-self:stretch;}${element} button{flex:1;padding:.2em .4em;}}
`
