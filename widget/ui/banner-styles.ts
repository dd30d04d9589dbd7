import { themeCss } from './theme.ts'

/**
 * Styles of the ui chunk: the theme, the banner and the status line. Words that do not fit on a small
 * screen fade out at their end, where there is more to scroll to.
 */
export const bannerCss = `${themeCss('#kelisim')}
#kelisim{position:fixed;z-index:var(--kelisim-z,2147483000);}
#kelisim .kelisim-banner,#kelisim .kelisim-shown{position:fixed;inset:auto max(.5em,env(safe-area-inset-right)) max(.5em,env(safe-area-inset-bottom)) max(.5em,env(safe-area-inset-left));display:flex;gap:.75em;box-sizing:border-box;max-width:62em;margin:0 auto;padding:.85em;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);box-shadow:0 4px 24px #0003;}
#kelisim .kelisim-banner{flex-direction:column;max-height:70vh;overflow:auto;font-size:.875em;}
#kelisim .kelisim-words{display:grid;gap:.45em;}
#kelisim h2{font-size:1.15em;line-height:1.25;}
#kelisim .kelisim-buttons{display:flex;flex:none;flex-wrap:wrap;gap:.4em;}
#kelisim .kelisim-buttons button{flex:1 1 7em;min-width:0;}
@media(min-height:30em){#kelisim .kelisim-banner{gap:0;max-height:50vh;overflow:hidden;}#kelisim .kelisim-words{overflow:auto;padding-bottom:.75em;scroll-padding-bottom:.75em;mask-image:linear-gradient(#000 calc(100% - .75em),#0000);}}
@media(min-width:48em){#kelisim .kelisim-banner{bottom:1.5em;max-width:27em;padding:1.4em 1.6em;font-size:.95em;}
#kelisim[data-position=bottom] .kelisim-banner{flex-direction:row;align-items:center;gap:2.5em;max-width:62em;}
#kelisim[data-position=bottom] .kelisim-words{padding:0;mask:none;}
#kelisim[data-position=bottom] .kelisim-banner .kelisim-buttons{gap:.55em;width:14em;}
#kelisim[data-position=bottom] .kelisim-banner button{flex-basis:100%;}
#kelisim[data-position=bottom-start] .kelisim-banner{margin-left:1em;}
#kelisim[data-position=bottom-end] .kelisim-banner{margin-right:1em;}
#kelisim[data-position=center] .kelisim-banner{top:0;bottom:0;height:fit-content;margin:auto;}}
#kelisim .kelisim-shown{align-items:center;justify-content:space-between;max-width:34em;}
#kelisim .kelisim-shown button{padding:.3em 1em;}
`
