import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { TAGS } from './wcag-tags.ts'

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
