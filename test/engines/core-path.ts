import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineKind } from '../support/engines/engine.ts'
import { type School, startSchool } from '../support/engines/school.ts'
import { expectContact } from './contact-step.ts'
import {
  expectAccepted,
  expectNothingBefore,
  expectOneKind,
  expectRefusal,
  expectWithdrawal,
} from './steps.ts'

/** One visitor's walk through a school's page, the same in every engine: each step goes on where the one before ended. */
const steps: Readonly<Record<string, (school: School, kind: EngineKind) => Promise<void>>> = {
  'CB-01 CB-02 the banner speaks Kazakh and has no barrier; nothing is stored, told or started':
    expectNothingBefore,
  'CB-20 a refusal is kept without an id, counted without a record, and not asked for again':
    expectRefusal,
  'CB-05 TR-01 settings without a barrier grant one kind of data: the script runs, the frame does not, the row holds no more':
    expectOneKind,
  'CF-06 CF-07 a message is sent with a consent of its own and has nothing of the visits':
    expectContact,
  'CB-09 a withdrawal is told at once, and the next page tells and starts nothing':
    expectWithdrawal,
  'TP-01 acceptance starts script and frame, on this site alone, and leaving the page tells how long it was seen':
    expectAccepted,
}

/** Declares the walk in one engine; where that is not installed, one test that is left out by name. */
export function walkIn(kind: EngineKind): void {
  if (!kind.isInstalled()) {
    const command = `apt-get install ${kind.packages.join(' ')}`
    test.skip(`${kind.name}: the core path (not installed: ${command})`, () => {})
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
