import { describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/store.ts'
import { failingSuite } from './administrator-and-failing-suite.ts'
import { consentSuite } from './consents-suite.ts'
import { countAndMessageSuite } from './counts-and-messages-suite.ts'
import { readDeclaredMethods } from './declared-methods.ts'
import { disclosureSuite } from './disclosures-suite.ts'
import { findingSuite } from './finding-suite.ts'
import { guardedSuite } from './guarded-suite.ts'
import { keyAndJobSuite } from './keys-and-jobs-suite.ts'
import { ledgerSuite } from './ledger-suite.ts'
import { mailSuite } from './mail-suite.ts'
import { messageSuite } from './messages-suite.ts'
import { openEach } from './open-each.ts'
import { policySuite } from './policies-suite.ts'
import { registerListSuite } from './register-lists-suite.ts'
import { subjectSuite } from './subjects-suite.ts'
import { todaySuite } from './today-suite.ts'
import { visitSuite } from './visits-suite.ts'
import { withWriteSuite } from './with-write-suite.ts'
import { workSuite } from './work-suite.ts'

/** What every store promises. @param open opens an empty store; the suite closes it. */
export function storeSuite(name: string, open: () => Promise<Store>) {
  describe(`store: ${name}`, () => {
    const called = new Set<string>()
    const each = openEach(async () => recordCalls(await open(), called))
    consentSuite(each)
    visitSuite(each)
    countAndMessageSuite(each)
    subjectSuite(each)
    failingSuite(each)
    messageSuite(each)
    mailSuite(each)
    ledgerSuite(each)
    withWriteSuite(each)
    keyAndJobSuite(each)
    findingSuite(each)
    disclosureSuite(each)
    registerListSuite(each)
    guardedSuite(each)
    policySuite(each)
    todaySuite(each)
    workSuite(each)

    it('is asked for everything that the interface declares', () => {
      const declared = readDeclaredMethods()
      expect(declared.length).toBeGreaterThan(80)
      expect(declared.filter((method) => !called.has(method))).toEqual([])
    })
  })
}

/** The same store; notes the name of each method that is called. */
function recordCalls(store: Store, called: Set<string>): Store {
  return new Proxy(store, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function' || typeof property !== 'string') return value
      return (...given: unknown[]) => {
        called.add(property)
        return Reflect.apply(value, target, given)
      }
    },
  })
}
