import { protect } from '../root/protect.ts'
import { themeCss } from '../root/theme.ts'

/**
 * Styles of the ui chunk: the theme, the banner and the status line. Text that does not fit on a small screen scrolls, with a
 * shadow at the edge where there is more. The shadow is behind a cover that scrolls with the text, and narrower, since a
 * cover may end a fraction of a pixel early.
 */
export const bannerCss = protect(`${themeCss('#kelisim')}
#kelisim{position:fixed;z-index:var(--kelisim-z,2147483000);}
#kelisim::backdrop{display:none;}
#kelisim .kelisim-banner,#kelisim .kelisim-shown{position:fixed;inset:auto max(.5em,env(safe-area-inset-right)) max(.5em,env(safe-area-inset-bottom)) max(.5em,env(safe-area-inset-left));display:flex;gap:.75em;box-sizing:border-box;max-width:62em;margin:0 auto;padding:.85em;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);box-shadow:0 4px 24px #0003;}
#kelisim .kelisim-banner{flex-direction:column;max-height:70vh;overflow:auto;font-size:.875em;}
#kelisim .kelisim-words{display:grid;gap:.45em;}
#kelisim h2{font-size:1.15em;line-height:1.25;}
#kelisim .kelisim-buttons{display:flex;flex:none;flex-wrap:wrap;gap:.4em;}
#kelisim .kelisim-buttons button{flex:1 1 7em;min-width:0;}
@media(min-height:30em){#kelisim .kelisim-banner{gap:.5em;max-height:50vh;overflow:hidden;}#kelisim .kelisim-words{overflow:auto;background:linear-gradient(var(--surface) 50%,#0000) top/100% 1.4em local,linear-gradient(#0000,var(--surface) 50%) bottom/100% 1.4em local,linear-gradient(var(--text),#0000) top/99% .3em,linear-gradient(#0000,var(--text)) bottom/99% .3em;background-repeat:no-repeat;}}
@media(max-width:22em){#kelisim .kelisim-banner{padding:.6em;font-size:.8125em;line-height:1.3;}#kelisim .kelisim-words{gap:.3em;}#kelisim .kelisim-banner button{flex-basis:8em;}}
@media(min-width:48em){#kelisim .kelisim-banner{bottom:1.5em;max-width:27em;padding:1.4em 1.6em;font-size:.95em;}
#kelisim[data-position=bottom] .kelisim-banner{flex-direction:row;align-items:center;gap:2.5em;max-width:62em;}
#kelisim[data-position=bottom] .kelisim-words{overflow:visible;}
#kelisim[data-position=bottom] .kelisim-banner .kelisim-buttons{gap:.55em;width:14em;}
#kelisim[data-position=bottom] .kelisim-banner button{flex-basis:100%;}
#kelisim[data-position=bottom-start] .kelisim-banner{margin-left:1em;}
#kelisim[data-position=bottom-end] .kelisim-banner{margin-right:1em;}
#kelisim[data-position=center] .kelisim-banner{top:0;bottom:0;height:fit-content;margin:auto;}}
#kelisim[data-aside] .kelisim-banner{top:.5em;bottom:auto;}
#kelisim .kelisim-shown{align-items:center;justify-content:space-between;max-width:34em;z-index:1;}
#kelisim .kelisim-shown:not(:last-child){top:.5em;bottom:auto;}
#kelisim .kelisim-shown button{padding:.3em 1em;}
`)
