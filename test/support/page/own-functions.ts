import type { Page } from '@playwright/test'

// A page's own listeners and functions, which gated scripts must not change.

/** A page's own calls: each happens once, whatever gated scripts do. */
export const OWN = `<script>
document.addEventListener('DOMContentLoaded', () => heard.push('page DOMContentLoaded'))
addEventListener('load', () => heard.push('page load'))
onload = () => heard.push('page onload')
addEventListener('pageshow', () => heard.push('page pageshow'))
functions = () => [addEventListener, removeEventListener, document.addEventListener, document.removeEventListener, document.write, document.writeln, document.open, document.close, onload, onpageshow, document.onreadystatechange, document.body.onload]
ownNames = () => [Object.getOwnPropertyNames(document), Object.getOwnPropertyNames(window), Object.getOwnPropertyNames(document.body)].flat().filter((name) => /^(add|remove)EventListener$|^on(load|pageshow|readystatechange)$|^(write|writeln|open|close)$/.test(name))
addEventListener('load', () => { before = functions(); namesBefore = ownNames() })
</script>`
export const OWN_HEARD = ['page DOMContentLoaded', 'page onload', 'page load', 'page pageshow']

/** Returns whether every function of the page that was replaced is its own again, without traces. */
export const isAsBefore = (page: Page) =>
  page.evaluate(() => {
    const state = window as unknown as Record<string, unknown> & {
      functions(): unknown[]
      ownNames(): string[]
    }
    const now = state.functions()
    const before = state.before as unknown[]
    return {
      changed: now.flatMap((one, index) => (one === before[index] ? [] : index)),
      names: state.ownNames().filter((name) => !(state.namesBefore as string[]).includes(name)),
    }
  })

export const AS_BEFORE = { changed: [], names: [] }
