/**
 * Styles of every dialog; the theme is already loaded. Window sizes are in `em` too: a window of ten letters belongs to a
 * visitor who needs them large. Where few lines fit, the dialog scrolls as a whole.
 */
export const dialogCss = `
#kelisim dialog{box-sizing:border-box;width:calc(100% - 1em);max-width:42em;max-height:calc(100% - 1em);padding:0;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);color:var(--text);overflow:hidden;font-size:.95em;}
#kelisim dialog::backdrop{background:#0009;}
#kelisim dialog>*{display:flex;flex-direction:column;max-height:calc(100vh - 1.2em);max-height:calc(100dvh - 1.2em);}
#kelisim header{display:flex;align-items:center;justify-content:space-between;gap:1em;padding:.8em 1.3em;border-bottom:1px solid var(--line);}
#kelisim h2:focus-visible{outline:0;}
#kelisim header button{padding:.3em 1em;}
#kelisim .kelisim-scroll{display:grid;gap:1em;padding:1.1em 1.3em;overflow:auto;overscroll-behavior:contain;}
#kelisim footer{padding:.8em 1.3em max(.8em,env(safe-area-inset-bottom));border-top:1px solid var(--line);}
#kelisim dialog ul{padding:0;list-style:none;}
#kelisim details{margin:.2em 0 -.5em;font-size:.93em;}
#kelisim summary{padding:.6em 0;color:var(--accent);cursor:pointer;}
#kelisim details[open]{margin-bottom:0;}
#kelisim details ul{display:grid;gap:.35em;}
@media(max-width:30em){#kelisim dialog{font-size:.875em;}}
@media(max-width:15em){#kelisim :is(header,.kelisim-entry){flex-wrap:wrap;}#kelisim dialog{overflow-wrap:anywhere;}}
@media(max-height:21em){#kelisim dialog>*{display:block;overflow:auto;}#kelisim .kelisim-scroll{overflow:visible;}}
`
