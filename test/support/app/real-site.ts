import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'

/** A configuration without placeholders, valid in production. The school is invented. */
export const realSite: SiteConfigInput = {
  operator: {
    name: { kk: 'Мектеп', ru: 'Школа', en: 'School' },
    bin: '123456789012',
    address: { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
    contact: 'privacy@mektep.kz',
    responsible: {
      name: { kk: 'Аты-жөні', ru: 'Имя', en: 'Name' },
      phone: '+7 727 000 00 01',
      email: 'dpo@mektep.kz',
    },
  },
}
