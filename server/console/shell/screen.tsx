import { type ComponentType, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLanguage } from './language.ts'
import { Loading } from './loading.tsx'
import { Unreachable } from './problem.tsx'
import { hasTexts, loadTexts } from './texts.ts'

/**
 * Makes a screen whose code and texts are loaded when it is first opened. Shows that it is loading; where it cannot be loaded,
 * says so and offers to try again.
 *
 * @param load resolves to the screen's component.
 */
export function createScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  return (props: Props) => {
    const language = useLanguage()
    const [, setLoads] = useState(0)
    const [hasFailed, setFailed] = useState(false)
    const isReady = loaded !== undefined && hasTexts(language)
    useEffect(() => {
      if (isReady) return
      const open = async () => {
        loaded = await load()
        await loadTexts(language)
        setLoads((loads) => loads + 1)
      }
      open().catch(() => setFailed(true))
    }, [language, isReady])
    // The whole console anew: a server of a newer build has this file under another name.
    if (hasFailed) return <Unreachable onRetry={() => location.reload()} />
    return loaded && isReady ? h(loaded, props) : <Loading />
  }
}
