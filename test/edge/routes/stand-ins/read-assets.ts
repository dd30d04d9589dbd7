import { openBundle } from '../../../../server/worker/open-bundle.ts'

/** In place of the build in a folder: the one that a Worker carries. */
export const readBuild = async () => openBundle()
