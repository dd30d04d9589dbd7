import type { StatisticsResult } from '../../contract/index.ts'
import { formatCountry, formatNumber } from '../parts/value/format.ts'
import { fill } from '../text/fill.ts'
import { Ranking } from './ranking.tsx'
import { useSpeech } from './speech.ts'
import type { StatisticsTexts as Texts } from './text/kk.ts'

type Props = { readonly result: StatisticsResult }

const MINUTE_SECONDS = 60

const deviceName = (device: string, text: Texts): string =>
  ({
    desktop: text.deviceDesktop,
    mobile: text.deviceMobile,
    tablet: text.deviceTablet,
    other: text.other,
  })[device] ?? device

/** Figures of visitors who grant browser data. */
export function BrowserFigures({ result }: Props) {
  const { text } = useSpeech()
  const named = (name: string) => (name === 'other' ? text.other : name)
  return (
    <>
      <Ranking
        title={text.browsers}
        what="browsers"
        nameTitle={text.browser}
        rows={result.browsers.map(({ browser, visits }) => ({ name: named(browser), visits }))}
        notListed={result.notListed.browsers}
        note={text.ofBrowser}
      />
      <Ranking
        title={text.systems}
        what="systems"
        nameTitle={text.system}
        rows={result.systems.map(({ os, visits }) => ({ name: named(os), visits }))}
        note={text.ofBrowser}
      />
      <Ranking
        title={text.devices}
        what="devices"
        nameTitle={text.device}
        rows={result.devices.map(({ device, visits }) => ({
          name: deviceName(device, text),
          visits,
        }))}
        note={text.ofBrowser}
      />
    </>
  )
}

/** Figures of visitors who grant visit times. */
export function TimeFigures({ result }: Props) {
  const { text, language } = useSpeech()
  const spell = (seconds: number) =>
    seconds < MINUTE_SECONDS
      ? fill(text.seconds, { n: formatNumber(seconds, language) })
      : fill(text.minutes, { n: formatNumber(seconds / MINUTE_SECONDS, language) })
  const [, second] = result.durations
  return (
    <>
      <Ranking
        title={text.hours}
        what="hours"
        isRanked={false}
        nameTitle={text.hour}
        rows={result.hours.map(({ hour, visits }) => ({
          name: `${String(hour).padStart(2, '0')}:00`,
          visits,
        }))}
        note={text.ofTime}
      />
      <Ranking
        title={text.durations}
        what="durations"
        isRanked={false}
        nameTitle={text.duration}
        rows={result.durations.map(({ fromSeconds, visits }) => ({
          name:
            fromSeconds === 0
              ? fill(text.durationUnder, { n: spell(second?.fromSeconds ?? 0) })
              : fill(text.durationFrom, { n: spell(fromSeconds) }),
          visits,
        }))}
        note={text.ofTime}
      />
    </>
  )
}

/** Figures of visitors who grant their address. */
export function PlaceFigures({ result }: Props) {
  const { text, language } = useSpeech()
  return (
    <>
      <Ranking
        title={text.countries}
        what="countries"
        nameTitle={text.country}
        rows={result.countries.map(({ country, visits }) => ({
          name: country === 'other' ? text.other : formatCountry(country, language),
          visits,
        }))}
        note={text.ofAddress}
      />
      {result.networks.length > 0 && (
        <Ranking
          title={text.networks}
          what="networks"
          nameTitle={text.network}
          rows={result.networks.map(({ network, visits }) => ({
            name: network === 'own' ? text.networkOwn : text.networkOther,
            visits,
          }))}
          note={text.ofAddress}
        />
      )}
    </>
  )
}
