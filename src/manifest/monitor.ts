/** Between two looks, in seconds. */
export const DEFAULT_SECONDS = 60;
/** Where the metrics go: nothing reads them there until somebody has their exporter do so. */
export const DEFAULT_METRICS = '/run/meshinit';
