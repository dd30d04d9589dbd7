import { expect, test } from 'vitest'
import { bannerCss } from '../../../widget/ui/banner/banner-styles.ts'
import { contactFormCss } from '../../../widget/ui/contact-form/contact-form-styles.ts'
import { dialogCss } from '../../../widget/ui/dialog/dialog-styles.ts'
import { myDataCss } from '../../../widget/ui/my-data/room/panel-styles.ts'
import { roomCss } from '../../../widget/ui/my-data/room/room-styles.ts'
import { placeholderCss } from '../../../widget/ui/placeholder/placeholder-styles.ts'
import { themeCss } from '../../../widget/ui/root/theme.ts'
import { settingsCss } from '../../../widget/ui/settings/settings-styles.ts'

const sheets = {
  bannerCss,
  dialogCss,
  settingsCss,
  myDataCss,
  roomCss,
  placeholderCss,
  contactFormCss,
}

// adoptSheet makes a declaration important by its semicolon; one without it would lose to the page.
test.each(Object.entries(sheets))('ends every declaration of %s with a semicolon', (_name, css) => {
  expect(css.match(/[^{};\s][^{};]*\}/g)).toBeNull()
})

test('CB-03 has no style for one button of the banner alone', () => {
  // What is said beside the banner is no button.
  const ofBanner = bannerCss.replaceAll('.kelisim-shown:not(:last-child)', '')
  expect(ofBanner).not.toMatch(/nth-|first-|last-|only-|\[type|autofocus/)
})

test('AX-11 has no animation and no transition', () => {
  expect(Object.values(sheets).join()).not.toMatch(/animation|transition/)
})

test('is light in light and dark in dark, whatever colour scheme the page has', () => {
  expect(themeCss('#a').match(/color-scheme:\w+;/g)).toEqual([
    'color-scheme:light;',
    'color-scheme:dark;',
    'color-scheme:dark;',
  ])
})

test('loads no picture, font or sheet of anyone', () => {
  expect(Object.values(sheets).join()).not.toMatch(/url\(|@import|@font-face|image-set/)
})
