import { describe } from 'vitest'
import type { Store } from '../../server/store/store.ts'
import { failingSuite } from './administrator-and-failing-suite.ts'
import { consentSuite } from './consents-suite.ts'
import { countAndMessageSuite } from './counts-and-messages-suite.ts'
import { ledgerSuite } from './ledger-suite.ts'
import { mailSuite } from './mail-suite.ts'
import { messageSuite } from './messages-suite.ts'
import { openEach } from './open-each.ts'
import { subjectSuite } from './subjects-suite.ts'
import { visitSuite } from './visits-suite.ts'
import { withWriteSuite } from './with-write-suite.ts'

/** What every store promises. @param open opens an empty store; the suite closes it. */
export function storeSuite(name: string, open: () => Promise<Store>) {
  describe(`store: ${name}`, () => {
    const each = openEach(open)
    consentSuite(each)
    visitSuite(each)
    countAndMessageSuite(each)
    subjectSuite(each)
    failingSuite(each)
    messageSuite(each)
    mailSuite(each)
    ledgerSuite(each)
    withWriteSuite(each)
  })
}
