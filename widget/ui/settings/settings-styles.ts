/** Styles of the settings; theme and dialog styles are already loaded. */
export const settingsCss = `
#kelisim fieldset>button{padding:.3em 1em;}
#kelisim .kelisim-scroll>ul>li{padding:1.1em 0;border-top:1px solid var(--line);}
#kelisim .kelisim-scroll>ul>li:last-child{padding-bottom:0;}
#kelisim .kelisim-entry{display:flex;align-items:center;justify-content:space-between;gap:1em;margin-bottom:.3em;}
#kelisim .kelisim-entry span{flex:none;}
#kelisim .kelisim-switch{display:flex;align-items:center;gap:.6em;flex:none;margin:-.55em 0;padding:.3em 0 .3em .5em;border:0;color:var(--text);font-weight:400;}
#kelisim .kelisim-switch i{box-sizing:border-box;width:2.9em;height:1.6em;padding:.2em;border:1px solid;border-radius:1em;}
#kelisim .kelisim-switch i::before{content:'';display:block;border:.5em solid;border-radius:50%;width:0;height:0;}
#kelisim .kelisim-switch[aria-checked=true] i{border-color:var(--accent);background:var(--accent);color:var(--surface);}
#kelisim .kelisim-switch[aria-checked=true] i::before{margin-left:auto;}
#kelisim .kelisim-switch:focus-visible{outline:0;}
#kelisim .kelisim-switch:focus-visible i{outline:3px solid var(--accent);outline-offset:2px;}
#kelisim .kelisim-switch:hover{background:var(--surface);color:var(--text);}
#kelisim .kelisim-switch:hover i{box-shadow:0 0 0 3px var(--line);}
#kelisim fieldset{display:grid;gap:.9em;margin:1em 0 .4em;padding:.3em 0 .3em 1.1em;border:0;border-left:3px solid var(--line);min-width:0;}
#kelisim legend{float:left;padding:0;font-weight:600;}
#kelisim fieldset ul{display:grid;gap:1.1em;}
#kelisim fieldset>button{justify-self:start;}
@media(max-width:30em){#kelisim footer{padding-inline:.6em;}#kelisim footer button{padding-inline:0;}}
@media(max-width:21.9em){#kelisim footer button:first-child{flex-basis:100%;}}
#kelisim footer:has(:nth-child(4)) button{flex-basis:40%;}
`
