import { findLanguage } from '../config.ts'
import { readTag, type Tag } from './root/look.ts'

/** Says what is wrong with what the loader has read of the tag by itself; to be asked where a banner has been shown. */
export function checkTag(tag: Tag): void {
  if (!findLanguage(tag.attributes.lang)) readTag(tag, 'lang', 'kk, ru, en', tag.language)
  readTag(tag, 'visits', 'on, off', 'on', 'off')
}
