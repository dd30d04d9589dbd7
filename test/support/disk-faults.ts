import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve, sep } from 'node:path'

// Loaded before a command (`node --import`): answers as the system does on disks that a test cannot mount without being root.
const fail = (code: string) =>
  Object.assign(new Error(`${code}: as such a disk answers`), { code, syscall: 'disk' })

// FAT, exFAT and many network disks know no second name for a file.
if (process.env.DISK_WITHOUT_LINKS) {
  fs.promises.link = () => Promise.reject(fail('EPERM'))
}

// A folder that is a mount of its own: nothing is renamed over its edge.
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
