// As the visitor's own style sheet, which is stronger than any of the page's.
chrome.runtime.onMessage.addListener((_, { tab }, answer) => {
  const css = '#kelisim { display: none !important }'
  chrome.scripting.insertCSS({ target: { tabId: tab.id }, origin: 'USER', css }).then(answer)
  return true
})
