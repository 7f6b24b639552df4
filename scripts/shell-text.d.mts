export declare const shellText: (source: string) => string;
