import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2 A and AA, and what axe advises beyond. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Passes where axe finds nothing that would shut somebody out of the page as it stands. */
export async function expectNoBarriers(page: Page, state: string): Promise<void> {
  // Legacy mode opens no page of its own for the summing up; only frames of other sites would need it.
  // What has passed is not written out: on a long page that takes longer than finding out.
  const axe = new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] })
    .setLegacyMode(true)
  const { violations } = await axe.analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  )
  expect(found, state).toEqual([])
}
