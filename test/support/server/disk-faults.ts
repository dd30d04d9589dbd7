import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve, sep } from 'node:path'

// Preloaded into a command (`node --import`): simulates errors of disks that a test cannot mount without root.
const fail = (code: string) =>
  Object.assign(new Error(`${code}: as such a disk answers`), { code, syscall: 'disk' })

// FAT, exFAT and many network disks have no hard links.
if (process.env.DISK_WITHOUT_LINKS) {
  fs.promises.link = () => Promise.reject(fail('EPERM'))
}

// A folder that is a mount point: nothing can be renamed across it.
const mount = process.env.DISK_MOUNTED_AT
if (mount) {
  const isInside = (path: fs.PathLike) =>
    `${resolve(String(path))}${sep}`.startsWith(`${resolve(mount)}${sep}`)
  const rename = fs.renameSync
  fs.renameSync = (from, to) => {
    if (isInside(from) !== isInside(to)) throw fail('EXDEV')
    rename(from, to)
  }
}
syncBuiltinESMExports()
