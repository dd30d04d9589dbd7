import type { Count } from '../../contract/index.ts'
import { formatNumber, formatShare } from '../parts/value/format.ts'
import { useSpeech } from './speech.ts'

/** A count as it may be shown: the number, '<5', or 'hidden'. */
export function CountText({ count }: { readonly count: Count }) {
  const { text, language } = useSpeech()
  if (typeof count === 'number') return <>{formatNumber(count, language)}</>
  if (count === 'hidden') return <span class="withheld">{text.hidden}</span>
  return <Spoken shown={text.below} spoken={text.belowSpoken} />
}

/** A share of 0 to 1 in per cent, or a dash where it is unknown. */
export function ShareText({ share }: { readonly share: number | null }) {
  const { text, language } = useSpeech()
  if (share !== null) return <>{formatShare(share, language)}</>
  return <Spoken shown={text.noRate} spoken={text.noRateSpoken} />
}

/** Shows a symbol, and gives screen readers words instead. */
export const Spoken = ({ shown, spoken }: { readonly shown: string; readonly spoken: string }) => (
  <>
    <span class="withheld" aria-hidden="true">
      {shown}
    </span>
    <span class="spoken">{spoken}</span>
  </>
)
