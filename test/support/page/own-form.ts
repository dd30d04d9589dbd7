import { expect, type Page } from '@playwright/test'
import { readRows } from '../database/read-rows.ts'
import { findForm, type } from '../widget/contact-form.ts'

// A contact form that a page has written itself, with its own texts.

/** The consent text of the page's own form. */
export const OLD_WORDS = 'Келісемін: 365 күн, үшінші тұлғаларға берілмейді.'
/** Returns a page's own form. @param change modifies its markup. */
export const writeForm = (change = (html: string) => html) =>
  change(`<!doctype html><html lang="kk"><meta charset="utf-8"><title>Мектеп</title><link rel="icon" href="data:,">
<script src="{{server}}/widget.js" async></script><a href="#kelisim-settings">Cookie баптаулары</a>
<form data-kelisim="contact" action="{{server}}/v1/messages" method="post">
<label><input type="radio" name="sender" value="adult"> 18 жасқа толған адам, өз атынан</label>
<label><input type="radio" name="sender" value="minor"> 18 жасқа толмаған адам</label>
<label>Аты-жөніңіз <input type="text" name="name"></label>
<label>Электрондық пошта <input type="text" name="email"></label>
<label>Телефон нөмірі <input type="text" name="phone"></label>
<label>Хабарлама <textarea name="message"></textarea></label>
<label><input type="checkbox" name="consent" value="true"> ${OLD_WORDS} <a href="/terms">Шарттар</a></label>
<input type="submit" value="Жіберу"></form></html>`)

/** Fills in the form after it was taken over, as an adult who consents. */
export const fill = async (page: Page) => {
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await form.adult.check()
  await type(form)
  await form.consent.check()
  return form
}
/** Returns the notice of the only stored message. */
export const readProof = (server: Parameters<typeof readRows>[0]) => {
  const [record] = readRows(server, 'consent_records')
  const shown = readRows(server, 'notices').find(({ sha256 }) => sha256 === record?.notice_sha256)
  return { record, notice: JSON.parse(String(shown?.content)) }
}
