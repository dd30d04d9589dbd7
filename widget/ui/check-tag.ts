import { findLanguage } from '../config.ts'
import { readTag, type Tag } from './root/look.ts'

/** Warns about wrong values of the script tag that the loader has read; called after a banner has been shown. */
export function checkTag(tag: Tag): void {
  if (!findLanguage(tag.attributes.lang)) readTag(tag, 'lang', 'kk, ru, en', tag.language)
  readTag(tag, 'visits', 'on, off', 'on', 'off')
}
