import * as v from 'valibot'
import { expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { nameOfClass } from '../../../server/console/storage/class-name.ts'
import { en } from '../../../server/console/storage/text/en.ts'
import { kk } from '../../../server/console/storage/text/kk.ts'
import { ru } from '../../../server/console/storage/text/ru.ts'
import { buildSchedule } from '../../../server/domain/retention/schedule.ts'

test('RT-01 every class of data of the schedule has a name in words, in each language, and none is shown by its id', () => {
  const classes = buildSchedule(v.parse(siteConfig, defaultSite)).map(({ dataClass }) => dataClass)
  expect(classes.length).toBeGreaterThan(20)
  for (const text of [kk, ru, en])
    expect(classes.filter((name) => nameOfClass(name, text) === name)).toEqual([])
})
