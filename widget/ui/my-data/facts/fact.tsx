import { Said } from '../../settings/said.tsx'

interface FactProps {
  readonly name: string
  readonly lines: readonly string[]
}

/** One thing that is told: its name and a line or more; to stand in a `dl`. */
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
