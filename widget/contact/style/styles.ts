/**
 * Styles of messages in a form that was taken over. They have their own colours, since the page's are unknown. An empty line
 * is out of the flow, because the gap of a grid would move the fields below it.
 */
export const contactCss = `@layer kelisim{
.kelisim-says:not(:empty),.kelisim-error{display:block!important;box-sizing:border-box!important;margin:.5em 0!important;padding:.6em .9em!important;border-left:4px solid!important;border-radius:4px!important;background:#fdf0f0!important;color:#8f1414!important;text-align:start!important}
.kelisim-says[role=status]{background:#eef4fb!important;color:#153a63!important}
.kelisim-says :is(p,ul){margin:0!important;color:inherit!important}
.kelisim-says ul{padding-inline-start:1.2em!important;line-height:1.7!important}
:is(.kelisim-says,.kelisim-keep):empty{position:absolute!important}
.kelisim-says a{color:inherit!important;text-decoration:underline!important}
}`
