/** Styles of the settings chunk; the theme is there already. */
export const settingsCss = `
#kelisim dialog{box-sizing:border-box;width:calc(100% - 1em);max-width:42em;max-height:calc(100% - 1em);padding:0;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);color:var(--text);overflow:hidden;font-size:.95em;}
#kelisim dialog::backdrop{background:#0009;}
#kelisim form{display:flex;flex-direction:column;max-height:calc(100vh - 1.2em);max-height:calc(100dvh - 1.2em);}
#kelisim header{display:flex;align-items:center;justify-content:space-between;gap:1em;padding:.8em 1em .8em 1.3em;border-bottom:1px solid var(--line);}
#kelisim h2:focus-visible{outline:0;}
#kelisim header button,#kelisim fieldset>button{padding:.3em 1em;}
#kelisim .kelisim-scroll{display:grid;gap:1em;padding:1.1em 1.3em;overflow:auto;overscroll-behavior:contain;}
#kelisim footer{padding:.8em 1em max(.8em,env(safe-area-inset-bottom));border-top:1px solid var(--line);}
#kelisim dialog ul{padding:0;list-style:none;}
#kelisim .kelisim-scroll>ul>li{padding:1.1em 0;border-top:1px solid var(--line);}
#kelisim .kelisim-entry{display:flex;align-items:center;justify-content:space-between;gap:1em;margin-bottom:.3em;}
#kelisim .kelisim-entry span{flex:none;}
#kelisim .kelisim-switch{display:flex;align-items:center;gap:.6em;flex:none;margin:-.55em 0;padding:.3em 0 .3em .5em;border:0;background:none;color:var(--text);font-weight:400;}
#kelisim .kelisim-switch i{box-sizing:border-box;width:2.9em;height:1.6em;padding:.2em;border:1px solid;border-radius:1em;}
#kelisim .kelisim-switch i::before{content:'';display:block;border:.5em solid;border-radius:50%;width:0;height:0;}
#kelisim .kelisim-switch[aria-checked=true] i{border-color:var(--accent);background:var(--accent);color:var(--surface);}
#kelisim .kelisim-switch[aria-checked=true] i::before{margin-left:auto;}
#kelisim .kelisim-switch:focus-visible{outline:0;}
#kelisim .kelisim-switch:focus-visible i{outline:3px solid var(--accent);outline-offset:2px;}
#kelisim .kelisim-switch:hover{background:none;color:var(--text);}
#kelisim .kelisim-switch:hover i{box-shadow:0 0 0 3px var(--line);}
#kelisim fieldset{display:grid;gap:.9em;margin:1em 0 .4em;padding:.3em 0 .3em 1.1em;border:0;border-left:3px solid var(--line);min-width:0;}
#kelisim legend{float:left;padding:0;font-weight:600;}
#kelisim fieldset ul{display:grid;gap:1.1em;}
#kelisim fieldset>button{justify-self:start;}
#kelisim details{margin:.2em 0 -.5em;font-size:.93em;}
#kelisim summary{padding:.6em 0;color:var(--accent);cursor:pointer;}
#kelisim details ul{display:grid;gap:.35em;}
@media(max-width:30em){#kelisim dialog{font-size:.875em;}#kelisim footer{padding-inline:.6em;}#kelisim footer button{padding-inline:0;}}
@media(max-width:21.9em){#kelisim footer button:first-child{flex-basis:100%;}}
#kelisim footer:has(:nth-child(4)) button{flex-basis:40%;}
`
