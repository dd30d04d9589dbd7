const DARK =
  '--surface:var(--kelisim-surface,#1a2027);--text:var(--kelisim-text,#e9edf2);--accent:var(--kelisim-accent,#8cbcf2);--line:#4a5461;color-scheme:dark;'

/**
 * Resets an element to the browser's own style sheet, and applies the theme: the page's `--kelisim-…` properties, else
 * colours for light and dark, each set explicitly, since a dark page would otherwise darken boxes and ticks of a light panel.
 * Lengths inside are in `em`, so they follow the font size that the visitor has set in the browser. Its text runs from left
 * to right on every page, because `all` does not reset the direction.
 *
 * @param element Selector of the outermost element; it has `data-theme`.
 */
export const themeCss = (element: string): string => `
${element},${element}::before,${element}::after{all:initial;direction:ltr;}
${element} *,${element} *::before,${element} *::after,${element} *::backdrop{all:revert;direction:ltr;}
${element}{--surface:var(--kelisim-surface,#fff);--text:var(--kelisim-text,#1c2530);--accent:var(--kelisim-accent,#0b5394);--line:#c3cad3;--radius:var(--kelisim-radius,8px);color:var(--text);font-family:var(--kelisim-font,system-ui,'Noto Sans',sans-serif);line-height:1.45;color-scheme:light;}
@media(prefers-color-scheme:dark){${element}[data-theme=auto]{${DARK}}}
${element}[data-theme=dark]{${DARK}}
${element} :is(h2,p,ul){margin:0;font-size:1em;text-wrap:pretty;}
${element} a{color:var(--accent);}
${element} button{box-sizing:border-box;min-height:max(44px,2.9em);padding:.3em .25em;border:1px solid;border-radius:var(--radius);background:var(--surface);color:var(--accent);font:inherit;font-weight:600;line-height:1.2;cursor:pointer;overflow-wrap:break-word;}
${element} button:hover{background:var(--accent);color:var(--surface);}
${element} :focus-visible{outline:3px solid var(--accent);outline-offset:2px;}
@media print{${element}{display:none;}}
`
