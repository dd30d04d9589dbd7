/** A button of type `button`. Its handler has HTML's own name, which Preact supports too; a static tree supports no other. */
export const button = (label: string, onclick: (event: MouseEvent) => void) => (
  <button {...{ onclick }} type="button">
    {label}
  </button>
)
