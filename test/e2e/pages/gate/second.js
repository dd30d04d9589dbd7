window.ran.push(((own) => `second ${own.dataset.note} ${own.crossOrigin}`)(document.currentScript))
