import { createTable } from '../../page/builtins/table.ts'
import { RUNS } from '../find-mistake.ts'
import { createLateEvents, type LateEvents } from './late-events.ts'
import { endWriting, type Place, takeWriting } from './writing.ts'

/** Where held-back scripts run as if the page were still being read. */
export interface Stage {
  readonly late: LateEvents
  /**
   * Runs a script. While its code runs, and for its code alone, what it writes is put where it stands, and it is noted what
   * it waits for that is over.
   *
   * @param held the script as the page has it.
   * @param insert puts the script into the page, which runs what stands in it.
   * @returns When it has come to its end, or its host has not answered for half a minute.
   */
  run(script: HTMLScriptElement, held: HTMLElement, insert: () => void): Promise<void>
}

/** The page's own functions are not stood in for any longer than this for a host that does not answer. */
const LIMIT_MS = 30_000

/** Whether the browser runs it: of what it leaves alone it says neither that it has come nor that it has failed. */
export const isRunnable = ({ type, noModule }: HTMLScriptElement) =>
  RUNS.test(type) && !(noModule && !/^\s*module\s*$/i.test(type))

export function createStage(): Stage {
  const places = createTable<HTMLScriptElement, Place>()
  let inline: HTMLScriptElement | undefined
  /** The script whose code runs. A module has no name while it runs, but its address. */
  const findRunning = (): HTMLScriptElement | undefined => {
    const current = document.currentScript as HTMLScriptElement | null
    if (inline || (current && places.get(current))) return inline ?? (current as HTMLScriptElement)
    const { stack = '' } = new Error()
    return current ? undefined : places.keys().filter(({ src }) => src && stack.includes(src))[0]
  }
  const late = createLateEvents(findRunning)
  let leave = () => {}

  const enter = (script: HTMLScriptElement, held: HTMLElement) => {
    if (!places.keys().length) {
      const undos = [late.notice()]
      leave = () => {
        for (const undo of undos) undo()
      }
      undos.push(takeWriting(() => places.get(findRunning() as HTMLScriptElement)))
    }
    places.set(script, { held, written: '' })
  }
  const exit = (script: HTMLScriptElement) => {
    const place = places.get(script)
    places.drop(script)
    if (!places.keys().length) leave()
    if (place) endWriting(place)
  }
  return {
    late,
    async run(script, held, insert) {
      const end = new Promise((resolve) => {
        script.addEventListener('load', resolve)
        script.addEventListener('error', resolve)
        if (script.src) setTimeout(resolve, LIMIT_MS)
      })
      try {
        enter(script, held)
        if (!script.src) inline = script
        insert()
        if (script.src && isRunnable(script)) await end
      } finally {
        inline = undefined
        exit(script)
      }
    },
  }
}
