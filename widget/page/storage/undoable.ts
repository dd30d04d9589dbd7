/**
 * Calls with a part once it is loaded, unless undone before; returns the undo function. Does nothing if the part cannot be
 * loaded.
 */
export function undoable<Part>(
  coming: Promise<Part | undefined>,
  call: (part: Part) => () => void,
): () => void {
  let isOver = false
  let undo = () => {}
  coming.then((part) => {
    if (part && !isOver) undo = call(part)
  })
  return () => {
    isOver = true
    undo()
  }
}
