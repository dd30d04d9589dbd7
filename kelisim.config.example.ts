import { defineConfig } from './server/config/site/site-config.ts'

/**
 * Copy to where you like, such as /etc/kelisim/site.ts, fill in what stands in brackets, zeros or `.example`, and name the copy
 * in KELISIM_CONFIG. The import may stay as it is.
 */
export default defineConfig({
  operator: {
    name: {
      kk: '«Шоқан Уәлиханов атындағы жекеменшік мектеп» ЖШС',
      ru: 'ТОО «Частная школа имени Шокана Уалиханова»',
      en: '“Private School named after Shoqan Walikhanov” LLP',
    },
    bin: '000000000000',
    address: { kk: '(мекенжайы)', ru: '(адрес)', en: '(address)' },
    contact: 'privacy@school.example',
    responsible: {
      name: { kk: '(аты-жөні)', ru: '(имя)', en: '(name)' },
      phone: '+7 727 000 00 00',
      email: 'privacy@school.example',
    },
  },
  choiceDays: 180,
  storageCountry: 'KZ',
  timeZone: 'Asia/Almaty',
})
