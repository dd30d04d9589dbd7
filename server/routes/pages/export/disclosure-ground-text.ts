import type { DisclosureContent, Language } from '../../../contract/index.ts'

type Ground = DisclosureContent['ground']

/** The three grounds of clause 8.1 in words. */
const grounds: Readonly<Record<Language, Readonly<Record<Ground, string>>>> = {
  kk: {
    written_consent: 'жазбаша келісім',
    authority_request: 'мемлекеттік органның сұрауы',
    processor_contract: 'өңдеушімен жасалған шарт',
  },
  ru: {
    written_consent: 'письменное согласие',
    authority_request: 'запрос государственного органа',
    processor_contract: 'договор с обработчиком',
  },
  en: {
    written_consent: 'written consent',
    authority_request: 'request of an authority',
    processor_contract: 'contract with a processor',
  },
}

const isGround = (ground: string): ground is Ground => Object.hasOwn(grounds.kk, ground)

/** Returns a ground in words; an unknown one is returned as it was recorded. */
export const sayGround = (ground: string, language: Language): string =>
  isGround(ground) ? grounds[language][ground] : ground
