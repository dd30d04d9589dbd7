window.cookieconsent.initialise({
  type: 'opt-in',
  palette: { popup: { background: '#252e39' }, button: { background: '#14a7d0' } },
  content: { message: 'May we count visits?', href: '/policy' },
})
