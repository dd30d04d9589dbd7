// Knows nothing of the widget: only how a banner looks and what the button says.
const SAYS_NO = /бас тарту|отклонить|reject/i

const isOfBanner = (element) => {
  let at = element
  while (at && getComputedStyle(at).position !== 'fixed') at = at.parentElement
  return /cookie/i.test(at?.innerText ?? '')
}

const look = () => {
  const all = [...document.querySelectorAll('button')]
  const button = all.find((one) => SAYS_NO.test(one.innerText) && isOfBanner(one))
  if (!button) return
  observer.disconnect()
  document.documentElement.dataset.refused = button.innerText
  button.click()
}

const observer = new MutationObserver(look)
observer.observe(document, { childList: true, subtree: true })
look()
