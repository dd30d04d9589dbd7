import { themeCss } from '../root/theme.ts'

const ONE = '[id^=kelisim-placeholder-]'

/** Styles of the placeholders, except their size. The frame after a placeholder is hidden. */
export const placeholderCss = `${themeCss(ONE)}
${ONE}:not([hidden])+:is(iframe,img,video,object,embed){display:none;}
${ONE}{box-sizing:border-box;overflow:hidden;isolation:isolate;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);text-align:center;font-size:.95em;}
${ONE}>div{position:absolute;inset:0;box-sizing:border-box;display:flex;flex-direction:column;align-items:center;justify-content:safe center;gap:.7em;padding:1em;overflow:auto;}
${ONE} p{max-width:34em;text-wrap:balance;}
${ONE} img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover;opacity:.25;z-index:-1;}
${ONE}>div>div{display:flex;flex-wrap:wrap;justify-content:center;gap:.5em;}
${ONE} button{padding:.3em 1em;}
@media(max-width:30em){${ONE}{font-size:.85em;line-height:1.3;}${ONE}>div{gap:.35em;padding:.5em;}${ONE}>div>div{flex-wrap:nowrap;align-self:stretch;}${ONE} button{flex:1;padding:.2em .4em;}}
`
