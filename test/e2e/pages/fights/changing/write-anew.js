// What old pages do once they have loaded: it throws away the document, and every listener with it.
window.writeAnew = (tag) => {
  document.open()
  document.write(`<!doctype html><html lang="kk"><head>${tag}</head><body><h1>Жаңа бет</h1>
    <script type="text/plain" data-category="analytics">ran.push('analytics')</script>
    <a href="#kelisim-settings">Cookie баптаулары</a></body></html>`)
  document.close()
}
