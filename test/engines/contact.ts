import { expect } from 'vitest'
import { choiceIn } from '../support/choice/saved-choice.ts'
import type { School } from '../support/engines/school.ts'
import { until } from '../support/engines/until.ts'

const REFERENCE = /K-[A-Z0-9]{8}/
const typed = {
  'Аты-жөніңіз': 'Айгерім Ұзақбайқызы',
  'Электрондық пошта (міндетті емес)': 'aigerim.planted@example.kz',
  Хабарлама: 'Қабылдау туралы өзіндік сұрағым бар',
}

/** Fills in the form as an adult who consents, sends it, and looks for it on the wire, the device and the disk. */
export async function expectContact(school: School): Promise<void> {
  const { engine } = school
  const [, visitsConsent = ''] =
    /~([\da-f-]{36})~/.exec(choiceIn((await school.readDevice()).local)) ?? []
  expect(visitsConsent).not.toBe('')
  await engine.click({ role: 'radio', name: '18 жасқа толған адам, өз атынан' })
  for (const [label, text] of Object.entries(typed)) await engine.type(label, text)
  // Its name is the whole text of the consent.
  const consent = await engine.evaluate(
    () => document.querySelector('[name=consent]')?.closest('label')?.innerText.trim() ?? '',
  )
  expect(consent).toContain('БСН 000000000000')
  await engine.click({ role: 'checkbox', name: consent })
  expect(await school.takeBeacons(), 'typing alone').toEqual([])
  await engine.click({ role: 'button', name: 'Жіберу' })
  const reference = await until(
    'the reference',
    async () => REFERENCE.exec(await engine.evaluate(readStatus))?.[0],
  )

  const [message, ...others] = await school.takeBeacons()
  expect(others).toEqual([])
  expect(message).toMatchObject({ path: '/v1/messages', status: 201 })
  expect(message?.headers.cookie).toBeUndefined()
  expect(message?.text).not.toContain(visitsConsent)
  expect(message?.text).toContain('Айгерім')
  const [row, ...otherRows] = school.rows('messages')
  expect(otherRows).toEqual([])
  expect(row).toMatchObject({ reference, language: 'kk' })
  expect(JSON.stringify(row)).not.toContain(visitsConsent)
  expect(school.rows('consent_records').map(({ id }) => id)).toEqual(
    expect.arrayContaining([visitsConsent, row?.consent_id]),
  )
  const device = JSON.stringify(await school.readDevice())
  for (const text of Object.values(typed)) {
    expect(await school.searchBytes(text), text).toEqual([])
    expect(device).not.toContain(text)
  }
  expect(device).not.toContain(reference)
}

/** Runs in the page: what the form says of itself. */
const readStatus = () => document.querySelector<HTMLElement>('form [role=status]')?.innerText ?? ''
