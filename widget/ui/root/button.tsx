/** A button that submits nothing. Its handler has HTML's own name, which Preact knows too: a static tree takes no other. */
export const button = (label: string, onclick: (event: MouseEvent) => void) => (
  <button {...{ onclick }} type="button">
    {label}
  </button>
)
