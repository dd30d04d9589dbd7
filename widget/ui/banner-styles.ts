import { themeCss } from './theme.ts'

/** Styles of the ui chunk: the theme, the banner and the status line. */
export const bannerCss = `${themeCss('#kelisim')}
#kelisim{display:block;position:fixed;top:0;left:0;z-index:var(--kelisim-z,2147483000);}
#kelisim .kelisim-banner,#kelisim .kelisim-shown{position:fixed;box-sizing:border-box;left:max(.5em,env(safe-area-inset-left));right:max(.5em,env(safe-area-inset-right));bottom:max(.5em,env(safe-area-inset-bottom));margin:0 auto;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);box-shadow:0 4px 24px #0003;}
#kelisim .kelisim-banner{display:flex;flex-direction:column;gap:.75em;max-width:62em;max-height:70vh;padding:.85em;overflow:auto;font-size:.875em;}
#kelisim .kelisim-words{display:grid;gap:.4em;}
#kelisim h2{font-size:1.15em;line-height:1.25;}
#kelisim .kelisim-buttons{display:grid;flex:none;gap:.5em;grid-template-columns:repeat(auto-fit,minmax(min(100%,6.4em),1fr));}
@media(min-height:30em){#kelisim .kelisim-banner{max-height:50vh;overflow:hidden;}#kelisim .kelisim-words{overflow:auto;}}
@media(min-width:48em){#kelisim .kelisim-banner{bottom:1.5em;padding:1.4em 1.6em;font-size:.95em;}
#kelisim[data-position=bottom] .kelisim-banner{flex-direction:row;align-items:center;gap:2.5em;}
#kelisim[data-position=bottom] .kelisim-buttons{grid-template-columns:14em;}
#kelisim:not([data-position=bottom]) .kelisim-banner{max-width:27em;}
#kelisim[data-position=bottom-start] .kelisim-banner{margin-left:1em;}
#kelisim[data-position=bottom-end] .kelisim-banner{margin-right:1em;}
#kelisim[data-position=center] .kelisim-banner{top:0;bottom:0;height:fit-content;margin:auto;}}
#kelisim .kelisim-toast{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);}
#kelisim .kelisim-shown{display:flex;align-items:center;gap:1em;width:auto;max-width:34em;height:auto;padding:.6em .6em .6em 1.1em;clip-path:none;}
#kelisim [role=status]{flex:1;}
`
