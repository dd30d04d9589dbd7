import { files, firstSource, migrations, policies } from 'virtual:kelisim-bundle'
import { type Build, buildAsset, openBuild, typeOf } from '../assets/build-assets.ts'
import { compressAtOnce } from '../assets/compressor.ts'

export { migrations, policies }

let opened: Build | undefined

/** Widget, console and demo as they were built into the deployment. */
export function openBundle(): Build {
  opened ??= {
    ...openBuild(
      new Map(
        Object.entries(files).map(([path, base64]) => [
          path,
          buildAsset(Buffer.from(base64, 'base64'), typeOf(path), compressAtOnce),
        ]),
      ),
      firstSource,
    ),
    compress: compressAtOnce,
  }
  return opened
}
