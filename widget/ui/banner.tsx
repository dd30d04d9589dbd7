import * as text from '../text/kk.ts'
import type { UiHost } from './props.ts'

interface BannerProps {
  readonly host: UiHost
  /** What has changed since the visitor chose, in a sentence. */
  readonly change?: string | undefined
  onChoose(isGranted: boolean): void
  onSettings(event: Event): void
}

const reasons = { time: text.bannerReaskTime, change: text.bannerReaskChange }

/**
 * The first layer: what happens, that refusing is possible, and three buttons of equal weight
 * (CB-02, CB-03, CB-14). Nothing here closes it but a choice, and it holds nothing up (CB-06, CB-07).
 */
export const Banner = ({ host, change, onChoose, onSettings }: BannerProps) => (
  <section class="kelisim-banner" aria-label={text.bannerRegion}>
    <div class="kelisim-words">
      <h2>{text.bannerTitle}</h2>
      {host.reask && <p>{reasons[host.reask]}</p>}
      {change && <p>{change}</p>}
      {host.isGpc && <p>{text.bannerGpc}</p>}
      <p>
        {text.bannerBody} <a href={host.policyUrl}>{text.bannerPolicy}</a>
      </p>
      <p>{text.bannerMinor}</p>
    </div>
    <div class="kelisim-buttons">
      <button type="button" onClick={() => onChoose(true)}>
        {text.bannerAccept}
      </button>
      <button type="button" onClick={() => onChoose(false)}>
        {text.bannerReject}
      </button>
      <button type="button" onClick={onSettings}>
        {text.bannerSettings}
      </button>
    </div>
  </section>
)
