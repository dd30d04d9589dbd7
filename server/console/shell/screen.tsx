import { type ComponentType, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Loading } from './loading.tsx'
import { Unreachable } from './problem.tsx'

type State<Props> = 'loading' | 'failed' | { readonly Shown: ComponentType<Props> }

/**
 * Makes a screen whose code is loaded when it is first opened. Shows that it is loading; where it cannot be loaded, says so
 * and offers to try again.
 *
 * @param load resolves to the screen's component.
 */
export function createScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  return (props: Props) => {
    const [state, setState] = useState<State<Props>>(loaded ? { Shown: loaded } : 'loading')
    const open = async () => {
      try {
        loaded = await load()
        setState({ Shown: loaded })
      } catch {
        setState('failed')
      }
    }
    useEffect(() => {
      if (!loaded) void open()
    }, [])
    if (state === 'loading') return <Loading />
    // The whole console anew: a server of a newer build has this file under another name.
    if (state === 'failed') return <Unreachable onRetry={() => location.reload()} />
    return h(state.Shown, props)
  }
}
