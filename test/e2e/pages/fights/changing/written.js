document.write('<script src="{{server}}/widget.js" async></script>')
