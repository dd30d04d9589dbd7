export { Copy } from './copy.tsx'
export { Deletion } from './deletion.tsx'
export { Stop } from './stop.tsx'
