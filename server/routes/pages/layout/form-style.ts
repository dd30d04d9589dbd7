/** Rules of a page whose forms are filled in by a person. */
export const FORM_STYLE = `
.forms label,.forms legend{display:block;font-weight:600;margin-block:1.2rem .3rem;padding:0}
.forms fieldset{border:0;margin:1.2rem 0 0;padding:0}
.forms legend{margin-block-start:0}
.forms .one{display:flex;gap:.6rem;align-items:baseline;font-weight:400;margin:0;padding-block:.5rem}
.forms input:not([type=radio]),.forms select,.forms textarea{box-sizing:border-box;inline-size:100%;font:inherit;padding:.6rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:inherit;min-block-size:44px}
.forms .hint{color:var(--soft);font-size:.9375rem;margin:.3rem 0 0}
.forms button{font:inherit;font-weight:600;margin-block:1.4rem;padding:.7rem 1.4rem;border:1px solid;border-radius:.5rem;background:transparent;color:inherit;cursor:pointer;min-block-size:44px}
.forms .problem{border-inline-start:4px solid;padding:.6rem 1rem;font-weight:600}
`
