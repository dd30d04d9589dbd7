import type { SiteConfigInput } from './site-config.ts'

/**
 * The school that this was built for, used where `KELISIM_CONFIG` is not set. The operator's number, address and contact are
 * placeholders, because the policy does not contain them.
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
