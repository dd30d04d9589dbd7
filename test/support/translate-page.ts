import type { Page } from '@playwright/test'

/**
 * Translates a page as Chrome and Google Translate do: each text node of the document, beside the body too, is taken out, and
 * `<font><font>…</font></font>` put in its place; what appears later is translated as it comes. Nothing is done with a text that
 * is written into a node outside the page.
 */
export const translatePage = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const translate = (node: Text) => {
      if (!node.data.trim() || node.parentElement?.closest('font, head, script, style')) return
      const font = document.createElement('font')
      font.appendChild(document.createElement('font')).textContent = `[t] ${node.data}`
      node.replaceWith(font)
    }
    const translateAll = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const found: Text[] = []
      while (walker.nextNode()) found.push(walker.currentNode as Text)
      found.forEach(translate)
    }
    translateAll(document.documentElement)
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node instanceof Text) translate(node)
          else translateAll(node)
    }).observe(document, { childList: true, subtree: true })
  })
