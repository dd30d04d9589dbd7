import type { Page } from '@playwright/test'

/**
 * Translates a page as Chrome and Google Translate do: each text node of the document, also outside the body, is replaced by
 * `<font><font>…</font></font>`; added text is translated as it appears. Text written into a node that was removed is
 * ignored.
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
