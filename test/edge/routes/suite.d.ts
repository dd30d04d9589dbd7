/** The test files that are to run in workerd: written by the build (build-script.ts). */
declare module 'virtual:routes-suite' {
  /** What loads a file, by its path in the project. */
  export const files: Readonly<Record<string, () => Promise<unknown>>>
}
