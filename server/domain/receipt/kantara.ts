import type { FullReceipt } from '../../contract/index.ts'

/** Returns the kind of the controller's contact. A page's address is neither an email address nor a phone number. */
function kindOf(contact: string): 'page' | 'email' | 'phone' {
  if (contact.startsWith('https:')) return 'page'
  return contact.includes('@') ? 'email' : 'phone'
}

/** Maps a receipt to the fields of Kantara Consent Receipt 1.1 (`KI-CR-v1.1.0`). */
export function toKantara(receipt: FullReceipt): Record<string, unknown> {
  const { controller, thirdParties, purposes, data } = receipt
  const kind = kindOf(controller.contact)
  const granted = data.filter((kind) => kind.granted).map(({ kind }) => kind)
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: receipt.jurisdiction,
    consentTimestamp: Math.floor(Date.parse(receipt.validFrom) / 1000),
    collectionMethod: receipt.collection.method,
    consentReceiptID: receipt.id,
    language: receipt.language,
    piiPrincipalId: receipt.subject.ref,
    piiControllers: [
      {
        piiController: controller.name,
        onBehalf: false,
        contact: controller.contact,
        address: { streetAddress: controller.address, addressCountry: receipt.jurisdiction },
        email: kind === 'email' ? controller.contact : '',
        phone: kind === 'phone' ? controller.contact : '',
      },
    ],
    policyUrl: `/policy/${receipt.notice.version}?lang=${receipt.language}`,
    services: [
      {
        service: controller.name,
        purposes: purposes
          .filter((purpose) => purpose.granted)
          .map(({ id, dpv }) => ({
            purpose: id,
            purposeCategory: [dpv],
            consentType: 'EXPLICIT',
            piiCategory: granted,
            primaryPurpose: false,
            termination: receipt.validUntil,
            thirdPartyDisclosure: thirdParties.some((party) => party.purpose === id),
            thirdPartyName: thirdParties
              .filter((party) => party.purpose === id)
              .map(({ provider }) => provider)
              .join(', '),
          })),
      },
    ],
    sensitive: false,
    spiCat: [],
  }
}
