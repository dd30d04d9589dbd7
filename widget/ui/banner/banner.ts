import { isGpc } from '../../page/is-gpc.ts'
import * as text from '../../text/kk.ts'
import type { UiHost } from '../props.ts'
import { button, element } from '../root/element.ts'

const reasons = { time: text.bannerReaskTime, change: text.bannerReaskChange }

const paragraph = (...words: readonly (Node | string)[]) => element('p', {}, ...words)

/**
 * The first layer: what happens, that refusing is possible, and three buttons of equal weight
 * (CB-02, CB-03, CB-14). Nothing here closes it but a choice, and it holds nothing up (CB-06, CB-07).
 *
 * @param change what the policy changed since the visitor chose, in a sentence.
 */
export function createBanner(
  { site, remembered, server, language }: UiHost,
  onChoose: (isGranted: boolean) => void,
  onSettings: (opener: HTMLElement) => void,
  change?: string,
): HTMLElement {
  const { reask } = remembered()
  const settings = button(text.bannerSettings, () => onSettings(settings))
  const banner = element(
    'div',
    { className: 'kelisim-banner' },
    element(
      'div',
      { className: 'kelisim-words' },
      element('h2', {}, text.bannerTitle),
      reask && paragraph(reasons[reask]),
      change && paragraph(change),
      isGpc(site) && paragraph(text.bannerGpc),
      paragraph(
        `${text.bannerPurposes}${site.purposes.includes('external') ? text.bannerExternal : ''}${text.bannerBody} `,
        element('a', { href: `${server}/policy?lang=${language}` }, text.bannerPolicy),
      ),
      paragraph(text.bannerMinor),
    ),
    element(
      'div',
      { className: 'kelisim-buttons' },
      button(text.bannerAccept, () => onChoose(true)),
      button(text.bannerReject, () => onChoose(false)),
      settings,
    ),
  )
  // No `section`, which a page may count.
  banner.setAttribute('role', 'region')
  // As an attribute: Firefox before 119 does not know the property.
  banner.setAttribute('aria-label', text.bannerRegion)
  return banner
}
