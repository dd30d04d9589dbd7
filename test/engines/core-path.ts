import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineKind } from '../support/engines/engine.ts'
import { type School, startSchool } from '../support/engines/school.ts'
import { titleOfLeftOut } from '../support/engines/sources.ts'
import { expectContact } from './contact.ts'
import { expectAccepted, expectOneKind, expectWithdrawal } from './with-consent.ts'
import { expectNothingBefore, expectRefusal, expectSameLook } from './without-consent.ts'

/** One visitor's walk through a school's page, the same in every engine: each step goes on where the one before ended. */
const steps: Readonly<Record<string, (school: School, kind: EngineKind) => Promise<void>>> = {
  'CB-01 CB-02 the banner speaks Kazakh and has no barrier; nothing is stored, told or started':
    expectNothingBefore,
  'CB-03 three buttons alike, the same on a page that overrules every style and on one that allows none':
    expectSameLook,
  'CB-20 a refusal is kept without an id, counted without a record, and not asked for again':
    expectRefusal,
  'CB-05 CB-07 TR-01 settings without a barrier: Esc changes nothing; one kind of data granted runs the script, not the frame, and the row holds no more':
    expectOneKind,
  'CF-07 a message is sent with a consent of its own and has nothing of the visits': expectContact,
  'CB-09 a withdrawal is told at once, and the next page tells and starts nothing':
    expectWithdrawal,
  'TP-01 acceptance starts script and frame, on this site alone, and leaving the page tells how long it was seen':
    expectAccepted,
}

/** Declares the walk in one engine; where that is not installed, one test that is left out by name. */
export function walkIn(kind: EngineKind): void {
  if (!kind.isInstalled()) {
    test.skip(titleOfLeftOut(kind), () => {})
    return
  }
  describe(kind.name, () => {
    let school: School | undefined
    let isWhole = true
    beforeAll(async () => {
      school = await startSchool(kind)
    })
    afterAll(() => school?.close())

    test.each(Object.entries(steps))('%s', async (_, step) => {
      if (!school || !isWhole) throw new Error('An earlier step went wrong.')
      isWhole = false
      await step(school, kind)
      expect(await school.complaints()).toEqual([])
      isWhole = true
    })
  })
}
