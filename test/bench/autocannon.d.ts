/** The part of autocannon that the benchmark uses; the package carries no types. */
declare module 'autocannon' {
  export interface Request {
    method: string
    path: string
    headers: Record<string, string>
    body?: string
  }
  interface Client {
    setRequests(requests: Request[]): void
  }
  interface Instance {
    on(event: 'response', listener: (client: Client, status: number) => void): Instance
  }
  interface Options {
    url: string
    connections: number
    /** Requests in all, spread evenly over the connections. */
    amount: number
    setupClient(client: Client): void
  }
  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: { latency: { p99: number } }) => void,
  ): Instance
}
