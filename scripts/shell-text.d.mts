export declare const isHostProgram: (path: string) => boolean;
export declare const hostProgramText: (path: string, source: string) => string;
export declare const shellText: (source: string) => string;
