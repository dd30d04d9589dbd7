import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createBrowserReader } from '../../../server/http/browser/read-browser.ts'

const read = createBrowserReader()
const linesOf = (name: string) =>
  readFileSync(new URL(`../../support/agents/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

/** What it is, its user agent, browser with version, system, device. */
const people = linesOf('people.tsv').map(
  (line) => line.split('\t') as [string, string, string, string, string],
)
const robots = linesOf('robots.txt')

describe('a person’s browser is named by what it is, and by a version of its system only where that is a fact', () => {
  test.each(people)('%s', (_, userAgent, browser, os, device) => {
    const facts = read(userAgent)
    expect(facts.isRobot, 'is a person').toBe(false)
    expect(facts).toMatchObject({ os, device })
    expect(`${facts.browser} ${facts.browserVersion}`.trimEnd()).toBe(browser)
  })
})

describe('what is no browser is a robot, whatever it calls itself', () => {
  test.each(robots)('%s', (userAgent) => {
    expect(read(userAgent).isRobot).toBe(true)
  })
  test.each([undefined, '', ' '])('no user agent at all: %j', (userAgent) => {
    expect(read(userAgent).isRobot).toBe(true)
  })
})
