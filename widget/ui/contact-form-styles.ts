import { themeCss } from './theme.ts'

/** Styles of the rendered contact form. Only that form has them: one that a page wrote itself keeps its own. */
export const contactFormCss = `${themeCss('.kelisim-contact')}
.kelisim-contact{display:block;box-sizing:border-box;max-width:40em;}
.kelisim-contact form{display:grid;gap:1em;}
.kelisim-contact h2{font-size:1.3em;line-height:1.25;}
.kelisim-contact :is(fieldset,legend){margin:0;padding:0;border:0;min-width:0;}
.kelisim-contact fieldset{display:grid;gap:.2em;}
.kelisim-contact :is(legend,label){font-weight:600;}
.kelisim-contact label{display:grid;gap:.3em;}
.kelisim-contact .kelisim-choice{display:flex;gap:.6em;align-items:start;min-height:max(24px,1.6em);font-weight:400;}
.kelisim-contact :is(input,textarea){box-sizing:border-box;width:100%;min-height:44px;padding:.4em .6em;border:1px solid;border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit;}
.kelisim-contact .kelisim-choice input{flex:none;width:1.3em;min-height:1.3em;height:1.3em;margin:.1em 0 0;}
.kelisim-contact .kelisim-website{display:none;}
.kelisim-contact button{justify-self:start;padding:.3em 1.6em;}
`
