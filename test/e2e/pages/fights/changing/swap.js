// Does what Turbo does with a link: fetches the page, puts its body in the place of this one, makes its scripts run, and
// shows a page that was seen before from a copy of its body.
const copies = new Map()

async function fetchBody(path) {
  const answer = await fetch(path)
  return new DOMParser().parseFromString(await answer.text(), 'text/html').body
}

window.visit = async (path) => {
  copies.set(location.pathname, document.body.cloneNode(true))
  const body = copies.get(path)?.cloneNode(true) ?? (await fetchBody(path))
  history.pushState(null, '', path)
  for (const script of body.querySelectorAll('script')) {
    const live = document.createElement('script')
    for (const { name, value } of script.attributes) live.setAttribute(name, value)
    live.text = script.text
    script.replaceWith(live)
  }
  document.documentElement.replaceChild(document.adoptNode(body), document.body)
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-visit]')
  if (!link) return
  event.preventDefault()
  visit(new URL(link.href).pathname)
})
