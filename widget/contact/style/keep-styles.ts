/** What the ways to keep reference and code look like; in a file of its own, since it is brought with them. */
export const keepCss = `@layer kelisim{
.kelisim-keep{display:flex!important;flex-wrap:wrap!important;gap:.5em!important;align-items:center!important}
.kelisim-keep button{min-height:44px!important;padding:.3em 1em!important;border:1px solid!important;border-radius:4px!important;background:#fff!important;color:#153a63!important;font:inherit!important;cursor:pointer!important}
}`
