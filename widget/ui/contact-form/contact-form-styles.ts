import { protect } from '../root/protect.ts'
import { themeCss } from '../root/theme.ts'

/** Text and background colours: errors, then successes. */
const DARK_SAYS = '--wrong:#ffb4ab;--wrong-ground:#40191a;--said:#b5d5fb;--said-ground:#17304f;'

/**
 * Styles of the rendered contact form only; a form written by the page keeps its own. It has its own background, since a page
 * may stay light where the visitor prefers dark.
 */
export const contactFormCss = protect(`${themeCss('.kelisim-contact')}
.kelisim-contact{--wrong:#8f1414;--wrong-ground:#fdf0f0;--said:#153a63;--said-ground:#eef4fb;display:block;box-sizing:border-box;max-width:40em;overflow-wrap:anywhere;accent-color:var(--accent);padding:1.3em;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);}
@media(max-width:30em){.kelisim-contact{padding:1em;}}
@media(prefers-color-scheme:dark){.kelisim-contact[data-theme=auto]{${DARK_SAYS}}}
.kelisim-contact[data-theme=dark]{${DARK_SAYS}}
.kelisim-contact form{display:grid;gap:1em;}
.kelisim-contact h2{font-size:1.3em;line-height:1.25;}
.kelisim-contact :is(fieldset,legend){margin:0;padding:0;border:0;min-width:0;}
.kelisim-contact fieldset{display:grid;}
.kelisim-contact :is(legend,label){font-weight:600;}
.kelisim-contact legend{padding-bottom:.2em;}
.kelisim-contact label{display:grid;gap:.3em;}
.kelisim-contact .kelisim-choice{display:flex;gap:.6em;align-items:start;padding:.35em 0;font-weight:400;}
.kelisim-contact :is(input,textarea){box-sizing:border-box;width:100%;min-height:44px;padding:.4em .6em;border:1px solid;border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit;}
.kelisim-contact .kelisim-choice span{text-wrap:pretty;}
.kelisim-contact .kelisim-choice input{flex:none;width:1.3em;min-height:1.3em;height:1.3em;margin:.1em 0 0;}
.kelisim-contact .kelisim-website{display:none;}
.kelisim-contact form :is(.kelisim-says,.kelisim-error){margin:0;background:var(--wrong-ground);color:var(--wrong);}
.kelisim-contact form .kelisim-error{margin-top:-.6em;}
.kelisim-contact form fieldset .kelisim-error{margin-top:.3em;}
.kelisim-contact form .kelisim-says[role=status]{background:var(--said-ground);color:var(--said);}
.kelisim-contact form .kelisim-keep button{border-radius:var(--radius);background:var(--surface);color:var(--accent);}
.kelisim-contact button{justify-self:start;padding:.3em 1.6em;}
`)
