/**
 * Styles of the rooms of the my-data panel (views such as 'copy' or 'delete'), added to those of the panel and the dialog.
 * Every declaration ends with a semicolon, by which `protect` finds it.
 */
export const roomCss = `
#kelisim dialog section .kelisim-back{margin-bottom:.5em;padding:.3em 0;border:0;}
#kelisim .kelisim-back::before{content:'‹ ' / '';font-size:1.2em;}
#kelisim .kelisim-back:hover{background:var(--surface);color:var(--text);}
#kelisim .kelisim-choice{display:grid;justify-items:start;gap:.6em;padding:1em 1.1em;border:1px solid var(--line);border-radius:var(--radius);}
#kelisim dialog section form{display:grid;gap:.8em;justify-items:start;}
#kelisim .kelisim-field{display:grid;gap:.3em;width:100%;}
#kelisim :is(input,select,textarea){box-sizing:border-box;width:100%;min-height:44px;padding:.4em .6em;border:1px solid;border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit;}
#kelisim label{font-weight:600;}
#kelisim [aria-invalid=true]{box-shadow:inset 0 0 0 1px;}
#kelisim .kelisim-wrong::before{content:'⚠ ' / '';}
#kelisim .kelisim-wrong{font-weight:600;}
#kelisim [role=group]{display:grid;gap:.7em;padding:1em 1.1em;border:1px solid;border-radius:var(--radius);}
#kelisim [role=group]:focus-visible{outline-offset:2px;}
`
