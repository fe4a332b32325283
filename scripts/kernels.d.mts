/** The audit archive's kernels as WebAssembly, compiled from their source. */
export declare function compileKernels(): Promise<Buffer>
