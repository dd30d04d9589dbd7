import { describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/store.ts'
import { readDeclaredMethods } from './declared-methods.ts'
import { openEach } from './open-each.ts'
import { consentSuite } from './suites/consents-suite.ts'
import { policySuite } from './suites/console/policies-suite.ts'
import { registerListSuite } from './suites/console/register-lists-suite.ts'
import { todaySuite } from './suites/console/today-suite.ts'
import { workSuite } from './suites/console/work-suite.ts'
import { countAndMessageSuite } from './suites/counts-and-messages-suite.ts'
import { disclosureSuite } from './suites/disclosures-suite.ts'
import { failingSuite } from './suites/failing-suite.ts'
import { findingSuite } from './suites/finding-suite.ts'
import { guardedSuite } from './suites/guarded-suite.ts'
import { keyAndJobSuite } from './suites/keys-and-jobs-suite.ts'
import { ledgerSuite } from './suites/ledger-suite.ts'
import { mailSuite } from './suites/mail-suite.ts'
import { messageSuite } from './suites/messages-suite.ts'
import { staffSuite } from './suites/staff-suite.ts'
import { subjectSuite } from './suites/subjects-suite.ts'
import { visitSuite } from './suites/visits-suite.ts'
import { withWriteSuite } from './suites/with-write-suite.ts'

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
    staffSuite(each)
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
