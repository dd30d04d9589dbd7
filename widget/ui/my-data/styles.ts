/** Styles of the my-data panel; theme and dialog are there already. */
export const myDataCss = `
#kelisim .kelisim-scroll{gap:1.4em;}
#kelisim section{display:grid;gap:.7em;min-width:0;}
#kelisim :is(h3,h4,dl,dd){margin:0;font-size:1em;}
#kelisim section h3{padding-top:.9em;border-top:1px solid var(--line);font-size:1.1em;}
#kelisim dl{display:grid;gap:.6em;}
#kelisim dt{font-weight:600;}
#kelisim dialog dd ul,#kelisim section>ul{display:grid;gap:.35em;overflow-wrap:anywhere;}
#kelisim dialog section button{padding:.3em 1em;}
#kelisim .kelisim-delete{display:grid;gap:.7em;}
#kelisim .kelisim-acts{display:flex;flex-wrap:wrap;gap:.5em;}
#kelisim dd .kelisim-acts{margin:.4em 0 .6em;}
#kelisim dialog section form{display:grid;gap:.8em;justify-items:start;}
#kelisim .kelisim-field{display:grid;gap:.3em;width:100%;}
#kelisim :is(input,select,textarea){box-sizing:border-box;width:100%;min-height:44px;padding:.4em .6em;border:1px solid;border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit;}
#kelisim label{font-weight:600;}
#kelisim [aria-invalid=true]{box-shadow:inset 0 0 0 1px;}
#kelisim .kelisim-wrong::before{content:'⚠ ' / '';}
#kelisim .kelisim-wrong{font-weight:600;}
#kelisim [role=group]{display:grid;gap:.7em;padding:.8em 1em;border:2px solid;border-radius:var(--radius);}
#kelisim [role=group]:focus-visible{outline-offset:2px;}
#kelisim footer:has(:empty){padding:0;border:0;}
#kelisim dialog :is([role=status],strong){font-weight:600;overflow-wrap:anywhere;}
`
