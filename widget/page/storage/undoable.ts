/** Calls with a part once it has come, unless undone before; answers the undo. A part not to be had: nothing. */
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
