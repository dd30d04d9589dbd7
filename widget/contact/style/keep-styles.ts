/** Styles of the buttons that copy and print; in a separate file, since it is loaded with them. */
export const keepCss = `@layer kelisim{
.kelisim-keep{display:flex!important;flex-wrap:wrap!important;gap:.5em!important;align-items:center!important}
.kelisim-keep button{min-height:44px!important;padding:.3em 1em!important;border:1px solid!important;border-radius:4px!important;background:#fff!important;color:#153a63!important;font:inherit!important;cursor:pointer!important}
}`
