/** Styles of the my-data panel; theme and dialog styles are already loaded. */
export const myDataCss = `
#kelisim dialog>div{min-height:min(34em,100vh - 1.2em);}
#kelisim .kelisim-scroll{flex:1;align-content:start;}
#kelisim :is(.kelisim-view,section){display:grid;grid-template-columns:minmax(0,1fr);gap:.7em;min-width:0;}
#kelisim .kelisim-view{gap:1.4em;}
#kelisim dialog [hidden]{display:none;}
#kelisim :is(h3,h4,dl,dd){margin:0;font-size:1em;}
#kelisim h3{font-size:1.1em;line-height:1.3;}
#kelisim h3:focus-visible{outline:0;}
#kelisim :is(dl,dd ul,details ul){display:grid;gap:.45em;overflow-wrap:anywhere;}
#kelisim dt{font-weight:600;}
#kelisim .kelisim-short{gap:.9em;padding:1em 1.1em;border:1px solid var(--line);border-radius:var(--radius);}
#kelisim .kelisim-short dl>div{display:grid;grid-template-columns:7.5em 1fr;gap:.1em 1em;}
#kelisim dialog section button{padding:.3em 1em;}
#kelisim dialog .kelisim-main{border-color:var(--accent);background:var(--accent);color:var(--surface);}
#kelisim .kelisim-main:hover{box-shadow:0 0 0 3px var(--line);}
#kelisim .kelisim-acts{display:flex;flex-wrap:wrap;gap:.5em;}
#kelisim dialog .kelisim-bar button{flex:1 1 auto;padding:.3em .6em;}
#kelisim .kelisim-rows>*{border-bottom:1px solid var(--line);}
#kelisim .kelisim-rows>:first-child{border-top:1px solid var(--line);}
#kelisim .kelisim-rows details{margin:0;font-size:1em;}
#kelisim .kelisim-rows summary{padding:.75em 0;}
#kelisim .kelisim-rows details>:last-child{padding:0 0 1em;font-size:.95em;}
#kelisim .kelisim-rows li>button{display:flex;align-items:center;justify-content:space-between;gap:1em;width:100%;padding:.3em 0;border:0;text-align:start;overflow-wrap:anywhere;}
#kelisim .kelisim-rows li>button::after{content:'›' / '';font-size:1.4em;line-height:1;}
#kelisim li>p:first-child{padding-top:.75em;}
#kelisim li>p:last-child{padding-bottom:.75em;}
#kelisim .kelisim-purpose{display:flex;justify-content:space-between;gap:1em;}
#kelisim .kelisim-purpose span{flex:none;}
#kelisim li .kelisim-acts{gap:0 1.6em;}
#kelisim li .kelisim-acts button{padding:.3em 0;border:0;text-decoration:underline;text-underline-offset:.25em;}
#kelisim :is(.kelisim-rows li>button,li .kelisim-acts button):hover{background:var(--surface);color:var(--text);}
#kelisim footer:has(:empty){padding:0;border:0;}
#kelisim dialog :is([role=status],strong){font-weight:600;overflow-wrap:anywhere;}
@media(min-width:40em){#kelisim .kelisim-short dl>div{grid-template-columns:10em 1fr;}}
@media(max-width:30em){#kelisim dialog>div{min-height:calc(100vh - 1.2em);min-height:calc(100dvh - 1.2em);}}
@media(max-height:21em){#kelisim dialog>div{min-height:0;}}
@media(max-width:22em){#kelisim .kelisim-short dl>div{grid-template-columns:1fr;}#kelisim .kelisim-purpose{flex-wrap:wrap;}}
`
