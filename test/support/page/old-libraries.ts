/**
 * What libraries of long ago make of the built-ins, written down from what they are known to do, and as far as it
 * matters to other scripts on the page. Each is a page's script, by the library's name and version.
 */
export const oldLibraries: Readonly<Record<string, string>> = {
  'Prototype 1.6': `
    var $break = {}
    function $A(iterable) {
      if (!iterable) return []
      if (iterable.toArray) return iterable.toArray()
      var length = iterable.length || 0, results = new Array(length)
      while (length--) results[length] = iterable[length]
      return results
    }
    Object.extend = function (to, from) { for (var name in from) to[name] = from[name]; return to }
    Object.extend(Object, {
      keys: function (object) { var keys = []; for (var name in object) keys.push(name); return keys },
      values: function (object) { var values = []; for (var name in object) values.push(object[name]); return values },
      clone: function (object) { return Object.extend({}, object) }
    })
    Object.extend(Function.prototype, {
      bind: function () {
        if (arguments.length < 2 && typeof arguments[0] === 'undefined') return this
        var method = this, args = $A(arguments), object = args.shift()
        return function () { return method.apply(object, args.concat($A(arguments))) }
      },
      curry: function () { return this }, defer: function () { return setTimeout(this, 10) }, methodize: function () { return this }
    })
    var K = function (x) { return x }
    var Enumerable = {
      each: function (call, context) {
        var index = 0
        try { this._each(function (value) { call.call(context, value, index++) }) } catch (error) { if (error != $break) throw error }
        return this
      },
      all: function (call, context) { call = call || K; var result = true; this.each(function (value, index) { result = result && !!call.call(context, value, index); if (!result) throw $break }); return result },
      any: function (call, context) { call = call || K; var result = false; this.each(function (value, index) { if (result = !!call.call(context, value, index)) throw $break }); return result },
      collect: function (call, context) { call = call || K; var results = []; this.each(function (value, index) { results.push(call.call(context, value, index)) }); return results },
      detect: function (call, context) { var result; this.each(function (value, index) { if (call.call(context, value, index)) { result = value; throw $break } }); return result },
      findAll: function (call, context) { var results = []; this.each(function (value, index) { if (call.call(context, value, index)) results.push(value) }); return results },
      include: function (object) { if (typeof this.indexOf == 'function') if (this.indexOf(object) != -1) return true; return false },
      inject: function (memo, call, context) { this.each(function (value, index) { memo = call.call(context, memo, value, index) }); return memo },
      reject: function (call, context) { var results = []; this.each(function (value, index) { if (!call.call(context, value, index)) results.push(value) }); return results },
      toArray: function () { return this.collect(K) }, size: function () { return this.toArray().length }
    }
    Object.extend(Enumerable, { map: Enumerable.collect, find: Enumerable.detect, select: Enumerable.findAll, filter: Enumerable.findAll, member: Enumerable.include, entries: Enumerable.toArray, every: Enumerable.all, some: Enumerable.any })
    Array.from = $A
    Object.extend(Array.prototype, Enumerable)
    Array.prototype._reverse = Array.prototype.reverse
    Object.extend(Array.prototype, {
      _each: function (call) { for (var i = 0, length = this.length; i < length; i++) call(this[i]) },
      clear: function () { this.length = 0; return this }, first: function () { return this[0] }, last: function () { return this[this.length - 1] },
      compact: function () { return this.select(function (value) { return value != null }) },
      without: function () { var values = $A(arguments); return this.select(function (value) { return !values.include(value) }) },
      reverse: function (inline) { return (inline !== false ? this : this.toArray())._reverse() },
      reduce: function () { return this.length > 1 ? this : this[0] },
      toArray: function () { return [].concat(this) }, clone: function () { return [].concat(this) },
      toJSON: function () { return '[' + this.map(String).join(', ') + ']' }
    })
    Object.extend(String.prototype, {
      strip: function () { return this.replace(/^\\s+/, '').replace(/\\s+$/, '') },
      startsWith: function (pattern) { return this.indexOf(pattern) === 0 },
      endsWith: function (pattern) { var d = this.length - pattern.length; return d >= 0 && this.lastIndexOf(pattern) === d },
      include: function (pattern) { return this.indexOf(pattern) > -1 }, toArray: function () { return this.split('') },
      toJSON: function () { return '"' + this + '"' }, sub: function () { return String(this) }, blank: function () { return /^\\s*$/.test(this) }
    })
    Object.extend(Number.prototype, { toJSON: function () { return String(this) }, succ: function () { return this + 1 } })
    Object.extend(HTMLElement.prototype, {
      remove: function () { this.parentNode.removeChild(this); return this },
      update: function (html) { this.innerHTML = html; return this }, replace: function () { return this }, insert: function () { return this },
      hide: function () { this.style.display = 'none'; return this }, show: function () { this.style.display = ''; return this },
      visible: function () { return this.style.display != 'none' }, select: function (selector) { return $A(this.querySelectorAll(selector)) },
      up: function () { return this.parentNode }, down: function () { return this.firstElementChild }, next: function () { return this.nextElementSibling },
      observe: function (name, call) { this.addEventListener(name, call, false); return this }, toggle: function () { return this }, empty: function () { return !this.innerHTML }, scrollTo: function () { return this }
    })
    document.getElementsByClassName = function (name) { return $A(document.querySelectorAll('.' + name)) }
    document.viewport = { getWidth: function () { return innerWidth } }
    Object.extend(Event, { stop: function (event) { event.preventDefault(); event.stopPropagation() }, element: function (event) { return event.target } })`,

  'MooTools 1.2': `
    var $A = function (list) { var made = []; for (var at = 0; at < list.length; at++) made.push(list[at]); return made }
    Function.prototype.extend = function (more) { for (var name in more) this[name] = more[name]; return this }
    Function.prototype.create = function (options) {
      var self = this
      return function () {
        var args = options.arguments
        return self.apply(options.bind || null, args != undefined ? [].concat(args) : $A(arguments))
      }
    }
    Function.prototype.bind = function (bind, args) { return this.create({ bind: bind, arguments: args }) }
    Function.prototype.pass = function (args, bind) { return this.create({ bind: bind, arguments: args }) }
    Function.prototype.delay = function (ms, bind) { return setTimeout(this.create({ bind: bind }), ms) }
    var list = { each: function (call, bind) { for (var at = 0; at < this.length; at++) call.call(bind, this[at], at, this) }, contains: function (one) { return this.indexOf(one) != -1 }, extend: function (more) { for (var at = 0; at < more.length; at++) this.push(more[at]); return this }, include: function (one) { if (!this.contains(one)) this.push(one); return this }, erase: function (one) { for (var at = this.length; at--;) if (this[at] === one) this.splice(at, 1); return this }, empty: function () { this.length = 0; return this }, getLast: function () { return this[this.length - 1] || null }, clean: function () { return this.filter(Boolean) } }
    for (var name in list) Array.prototype[name] = list[name]
    String.prototype.contains = function (text, separator) { return separator ? (separator + this + separator).indexOf(separator + text + separator) > -1 : this.indexOf(text) > -1 }
    String.prototype.test = function (expression) { return new RegExp(expression).test(this) }
    var element = { inject: function (to) { to.appendChild(this); return this }, grab: function (one) { this.appendChild(one); return this }, dispose: function () { return this.parentNode ? this.parentNode.removeChild(this) : this }, destroy: function () { this.dispose(); return null }, empty: function () { this.innerHTML = ''; return this }, set: function (name, value) { this[name] = value; return this }, get: function (name) { return this[name] }, hasClass: function (name) { return this.classList.contains(name) }, match: function (selector) { return this.matches(selector) }, getElement: function (selector) { return this.querySelector(selector) } }
    for (var name in element) HTMLElement.prototype[name] = element[name]
    window.Element = function (tag, more) { var made = document.createElement(tag); for (var name in more) made[name] = more[name]; return made }
    window.Event = function (event) {
      event = event || window.event
      this.type = event.type.toLowerCase()
      this.event = event
      this.target = event.target || event.srcElement
    }
    window.Hash = function (object) { for (var name in object) this[name] = object[name] }
    window.$ = function (id) { return document.getElementById(id) }
    document.html = document.documentElement
    document.window = window`,

  'Datejs 1.0': `
    Date.prototype._toString = Date.prototype.toString
    Date.prototype.toString = function (format) { return format ? format.replace('yyyy', this.getFullYear()) : this._toString() }
    Date.prototype.clone = function () { return new Date(this.getTime()) }
    Date.prototype.toISOString = function () {
      function f(n) { return n < 10 ? '0' + n : n }
      return '"' + this.getUTCFullYear() + '-' + f(this.getUTCMonth() + 1) + '-' + f(this.getUTCDate()) + 'T' + f(this.getUTCHours()) + ':' + f(this.getUTCMinutes()) + ':' + f(this.getUTCSeconds()) + 'Z"'
    }
    Date._parse = Date.parse
    Date.parse = function (text) {
      if (!text) return null
      if (text instanceof Date) return text
      var found = /^(\\d{4})-(\\d\\d)-(\\d\\d)/.exec(text)
      return found ? new Date(found[1], found[2] - 1, found[3]) : null
    }
    Date.today = function () { var now = new Date(); now.setHours(0, 0, 0, 0); return now }
    Number.prototype.days = function () { return this }
    String.prototype.toDate = function () { return Date.parse(this) }
    Object.defineProperty(Date, 'CultureInfo', { value: { name: 'ru-RU' } })`,
}
