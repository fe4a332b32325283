/** Makes a fresh clone ready to build, run and test. */
export declare function setup(options?: { forTests?: boolean }): Promise<void>
/** The path of the Electron executable to run. */
export declare function electronBinary(): string
