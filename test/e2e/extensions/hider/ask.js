chrome.runtime.sendMessage('hide').then(() => {
  document.documentElement.dataset.hider = 'done'
})
