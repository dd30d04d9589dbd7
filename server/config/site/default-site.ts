import type { SiteConfigInput } from './site-config.ts'

/**
 * The school that this was made for, used until `KELISIM_CONFIG` names a configuration. The operator's number,
 * address and contact are placeholders: the policy does not give them.
 */
export const defaultSite: SiteConfigInput = {
  operator: {
    name: {
      kk: '«Шоқан Уәлиханов атындағы жекеменшік мектеп» ЖШС',
      ru: 'ТОО «Частная школа имени Шокана Уалиханова»',
      en: '“Private School named after Shoqan Walikhanov” LLP',
    },
    bin: '000000000000',
    address: { kk: '(мекенжайы)', ru: '(адрес)', en: '(address)' },
    contact: 'privacy@school.example',
  },
}
