import { isGpc } from '../../page/is-gpc.ts'
import * as text from '../../text/kk.ts'
import type { UiHost } from '../props.ts'
import { button } from '../root/button.tsx'

const reasons = { time: text.bannerReaskTime, change: text.bannerReaskChange }

/** Props of the banner. */
export interface BannerProps {
  readonly host: UiHost
  readonly onChoose: (isGranted: boolean) => void
  /** Called with the button that opens the settings. */
  readonly onSettings: (opener: HTMLElement) => void
  /** Summary of what the policy changed since the visitor chose. */
  readonly change?: string | undefined
}

/**
 * The first layer: what happens, that refusing is possible, and three buttons of equal weight (CB-02, CB-03, CB-14). Only a
 * choice closes it, and it blocks nothing (CB-06, CB-07).
 */
export function Banner({ host, onChoose, onSettings, change }: BannerProps) {
  const { site, remembered, server, language } = host
  const { reask } = remembered()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a `section` is one more that a page may count
    <div class="kelisim-banner" role="region" aria-label={text.bannerRegion}>
      <div class="kelisim-words">
        <h2>{text.bannerTitle}</h2>
        {reask && <p>{reasons[reask]}</p>}
        {change && <p>{change}</p>}
        {isGpc(site) && <p>{text.bannerGpc}</p>}
        <p>
          {`${text.bannerPurposes}${site.purposes.includes('external') ? text.bannerExternal : ''}${text.bannerBody} `}
          <a href={`${server}/policy?lang=${language}`}>{text.bannerPolicy}</a>
        </p>
        <p>{text.bannerMinor}</p>
      </div>
      <div class="kelisim-buttons">
        {button(text.bannerAccept, () => onChoose(true))}
        {button(text.bannerReject, () => onChoose(false))}
        {button(text.bannerSettings, ({ currentTarget }) =>
          onSettings(currentTarget as HTMLElement),
        )}
      </div>
    </div>
  )
}
