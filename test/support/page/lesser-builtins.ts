/**
 * What pages have in the place of the browser's own: shims of long ago, and names of their own that happen to be the
 * browser's. Each is a page's script, by what it is.
 */
export const lesserBuiltins: Readonly<Record<string, string>> = {
  'nothing of its own': '',

  'a Promise that adopts nothing, calls back at once and has neither catch, finally nor race': `
    window.Promise = function (run) {
      var self = this
      self.waiting = []
      run(function (value) {
        if (self.isOver) return
        self.isOver = true
        self.value = value
        for (var at = 0; at < self.waiting.length; at++) self.waiting[at](value)
      }, function () {})
    }
    Promise.prototype.then = function (call) {
      var self = this
      return new Promise(function (resolve) {
        function next(value) { resolve(call ? call(value) : value) }
        if (self.isOver) next(self.value)
        else self.waiting.push(next)
      })
    }
    Promise.resolve = function (value) { return new Promise(function (resolve) { resolve(value) }) }`,

  'a Promise that promises something else': `
    window.Promise = function (text) { this.text = text }
    Promise.prototype.keep = function () { return this.text }`,

  'a Promise that descends from the browser’s': `
    var Before = Promise
    window.Promise = class Zone extends Before {}`,

  'a Set and a Map that take nothing at their birth and cannot be gone through': `
    window.Set = function () { this.all = [] }
    Set.prototype.has = function (one) { return this.all.indexOf(one) >= 0 }
    Set.prototype.add = function (one) { if (!this.has(one)) this.all.push(one); return this }
    Set.prototype['delete'] = function (one) { var at = this.all.indexOf(one); if (at >= 0) this.all.splice(at, 1); return at >= 0 }
    window.Map = function () { this.keysOf = []; this.valuesOf = [] }
    Map.prototype.get = function (key) { return this.valuesOf[this.keysOf.indexOf(key)] }
    Map.prototype.has = function (key) { return this.keysOf.indexOf(key) >= 0 }
    Map.prototype.set = function (key, value) { var at = this.keysOf.indexOf(key); if (at < 0) at = this.keysOf.push(key) - 1; this.valuesOf[at] = value; return this }
    Map.prototype['delete'] = function (key) { var at = this.keysOf.indexOf(key); if (at < 0) return false; this.keysOf.splice(at, 1); this.valuesOf.splice(at, 1); return true }`,

  'classes called Map, Set and Node for what its lessons are about': `
    class Map { constructor(place) { this.place = place.trim() } }
    class Set { constructor(cards) { this.cards = cards.split(' ') } }
    class Node { constructor(value, next) { this.value = value; this.next = next } }`,

  'an address called URL': `var URL = '/api/v2'`,

  'an Array.from that makes a list of the length alone': `
    Array.from = function (list) { return new Array(list.length || 0) }`,

  'an Array.prototype.find that answers places, and falsehood where there are none': `
    Array.prototype.find = function (wanted) {
      var places = false
      for (var at = 0; at < this.length; at++)
        if (this[at] === wanted || (wanted.test && wanted.test(this[at]))) (places = places || []).push(at)
      return places
    }`,

  'a map, filter, some and every that tell nothing but the entry': `
    Array.prototype.map = function (call) { var made = []; for (var at = 0; at < this.length; at++) made.push(call(this[at])); return made }
    Array.prototype.filter = function (call) { var left = []; for (var at = 0; at < this.length; at++) if (call(this[at])) left.push(this[at]); return left }
    Array.prototype.some = function (call) { for (var at = 0; at < this.length; at++) if (call(this[at])) return true; return false }
    Array.prototype.every = function (call) { for (var at = 0; at < this.length; at++) if (!call(this[at])) return false; return true }`,

  'enumerable methods on Object.prototype and Array.prototype': `
    Object.prototype.extend = function (more) { return more }
    Array.prototype.contains = function (one) { return this.indexOf(one) >= 0 }
    Array.prototype.remove = function () {}`,

  'an Object.keys that lists what is inherited, and no other way to list': `
    Object.prototype.extend = function (more) { return more }
    Object.keys = function (object) { var keys = []; for (var key in object) keys.push(key); return keys }
    Object.values = function () { return [] }
    Object.entries = function () { return [] }`,

  'an Object.assign that takes one source and answers nothing': `
    Object.assign = function (object, source) { for (var key in source) if (!object[key]) object[key] = source[key] }`,

  'an Object.fromEntries that takes an object': `
    Object.fromEntries = function (object) { var entries = []; for (var key in object) entries.push([key, object[key]]); return entries }`,

  'a bind that passes no arguments on but its own': `
    Function.prototype.bind = function (object) {
      var call = this, given = Array.prototype.slice.call(arguments, 1)
      return function () { return call.apply(object, given.length ? given : arguments) }
    }`,

  'append, prepend, remove and others of its own on every element': `
    Element.prototype.append = function (html) { this.innerHTML += html; return this }
    Element.prototype.prepend = function (html) { this.innerHTML = html + this.innerHTML; return this }
    Element.prototype.before = Element.prototype.after = function (html) { this.parentNode.insertBefore(document.createTextNode(html), this); return this }
    Element.prototype.replaceChildren = function () { return this.children }
    Element.prototype.remove = function (selector) { var all = this.querySelectorAll(selector); for (var at = 0; at < all.length; at++) all[at].parentNode.removeChild(all[at]) }`,

  'a CustomEvent that cannot be made': `
    window.CustomEvent = function () { throw new TypeError('Illegal constructor') }`,

  'a CustomEvent made by createEvent': `
    window.CustomEvent = function (name, options) {
      var made = document.createEvent('CustomEvent')
      made.initCustomEvent(name, false, false, options && options.detail)
      return made
    }`,

  'a class called Event that takes a browser’s event': `
    window.Event = function (wrapped) { this.wrapped = wrapped; this.isKey = wrapped.type.startsWith('key') }`,

  'a fetch of long ago, by XMLHttpRequest': `
    window.fetch = function (url, options) {
      return new Promise(function (resolve, reject) {
        var request = new XMLHttpRequest()
        request.onload = function () {
          var text = function () { return Promise.resolve(request.responseText) }
          resolve({ status: request.status, ok: request.status < 300, text: text, json: function () { return text().then(JSON.parse) } })
        }
        request.onerror = function () { reject(new TypeError('Network request failed')) }
        request.open(options.method || 'GET', url, true)
        request.withCredentials = options.credentials === 'include'
        for (var name in options.headers || {}) request.setRequestHeader(name, options.headers[name])
        request.send(options.body || null)
      })
    }`,

  'a fetch that answers what only has then, and a copy of the response': `
    var fetched = window.fetch
    window.fetch = function () {
      var coming = fetched.apply(this, arguments)
      return { then: function (done, fail) { coming.then(function (answer) { done(answer.clone()) }, fail) } }
    }`,

  'a setTimeout that waits at least a quarter of a second, and frames by it': `
    var wait = window.setTimeout
    window.setTimeout = function (call, ms) { return wait(call, Math.max(ms || 0, 250)) }
    window.requestAnimationFrame = function (call) { return setTimeout(function () { call(+new Date()) }, 16) }`,

  'a JSON of its own, and toJSON on lists, texts and numbers': `
    window.JSON = { parse: function (text) { return (0, eval)('(' + text + ')') }, stringify: function (value) { return String(value) } }
    Array.prototype.toJSON = function () { return String(this) }
    String.prototype.toJSON = function () { return '"' + this + '"' }
    Number.prototype.toJSON = function () { return String(this) }`,

  'methods of texts that know less': `
    String.prototype.trim = function () { return this.replace(/^ +| +$/g, '') }
    String.prototype.startsWith = function (text) { return this.indexOf(text) === 0 }
    String.prototype.includes = function (text) { return this.indexOf(text) !== -1 }
    String.prototype.replaceAll = function (old, text) { return this.split(old).join(text) }
    String.prototype.padStart = function (length, fill) { var text = String(this); while (text.length < length) text = fill + text; return text }`,

  'a Date.now, a Date.parse and a toISOString that answer something else': `
    Date.now = function () { return new Date() }
    Date.parse = function (text) { return new Date(text.replace(/-/g, '/')) }
    Date.prototype.toISOString = function () { return '"' + this.getUTCFullYear() + '-' + ('0' + (this.getUTCMonth() + 1)).slice(-2) + '-' + ('0' + this.getUTCDate()).slice(-2) + 'T00:00:00Z"' }`,

  'a createElement that is wrapped': `
    var create = document.createElement
    document.createElement = function (name) { var made = create.call(document, name); made.setAttribute('data-made', name); return made }`,

  'a localStorage in memory': `
    Object.defineProperty(window, 'localStorage', { configurable: true, value: { kept: {}, getItem: function (key) { return key in this.kept ? this.kept[key] : null }, setItem: function (key, value) { this.kept[key] = String(value) }, removeItem: function (key) { delete this.kept[key] }, clear: function () { this.kept = {} } } })`,

  'functions and values under short names': `
    function open() {} function load() {} function ask() {} function start() {} function apply() {} function read() {} function send() {}
    var context = 1, current = 2, remember = 3, site = 4, e = 1, t = 2, n = 3, r = 4`,
}
