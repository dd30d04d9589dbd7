import { files, firstSource, migrations, policies } from 'virtual:kelisim-bundle'
import { type Build, buildAsset, openBuild, typeOf } from '../assets/build-assets.ts'
import { compressAtOnce } from '../assets/compressor.ts'
import type { Asset } from '../deps.ts'

export { migrations, policies }

const decode = (content: string | readonly [string]): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content[0], 'base64')

/** A file of the deployment, decoded at the first request: an object needs three of them. */
function openFile(path: string, content: string | readonly [string]): Asset {
  let made: Asset | undefined
  const file = () => {
    made ??= buildAsset(decode(content), typeOf(path), compressAtOnce)
    return made
  }
  return {
    type: typeOf(path),
    get body() {
      return file().body
    },
    get etag() {
      return file().etag
    },
    encoded: (encoding) => file().encoded(encoding),
  }
}

let opened: Build | undefined

/** Opens the widget, console and demo embedded in the deployment. */
export function openBundle(): Build {
  opened ??= {
    ...openBuild(
      new Map(Object.entries(files).map(([path, content]) => [path, openFile(path, content)])),
      firstSource,
    ),
    compress: compressAtOnce,
  }
  return opened
}
