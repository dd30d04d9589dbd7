import { Said } from '../../settings/said.tsx'

interface FactProps {
  readonly name: string
  readonly lines: readonly string[]
}

/** One fact: its name and one or more lines, inside a `dl`. */
export const Fact = ({ name, lines }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {lines.length > 1 ? (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <Said text={lines.join()} />
      )}
    </dd>
  </div>
)
