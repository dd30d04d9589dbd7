import type { Language } from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'
import { button } from '../root/button.tsx'

/** Props of a placeholder. */
export interface PlaceholderProps {
  readonly id: string
  readonly language: Language
  readonly theme: string
  /** Address of a preview picture on the site itself. Default: none. */
  readonly preview?: string | undefined
  readonly title: string
  /** Text about who would be contacted, and where data would go. */
  readonly words: string
  /** Loads this frame without storing anything. Absent where nobody is asked, since there is nothing to agree to (CB-17). */
  readonly onLoadOnce?: (() => void) | undefined
  /** Grants the purpose permanently. */
  readonly onAllow: () => void
}

/** Shown in place of a frame. The link to the frame's content gets its address later. */
export const Placeholder = (props: PlaceholderProps) => (
  // biome-ignore lint/a11y/useSemanticElements: no fields are grouped here
  <div
    id={props.id}
    lang={props.language}
    data-theme={props.theme}
    role="group"
    aria-label={props.title}
  >
    {props.preview && <img src={props.preview} alt="" decoding="async" />}
    <div>
      <strong>{props.title}</strong>
      <p>{props.words}</p>
      {props.onLoadOnce && (
        <div>
          {button(text.placeholderOnce, props.onLoadOnce)}
          {button(text.placeholderAlways, props.onAllow)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useValidAnchor: its address is the frame's, and changes with it */}
      <a target="_blank" rel="noopener noreferrer">
        {text.placeholderOpen}
      </a>
    </div>
  </div>
)
