/** Bounds of an import: whatever the other side does, it ends. */
export interface Limits {
  /** Rows asked for at once. NetBox gives at most MAX_PAGE_SIZE, 1000 by default. */
  readonly pageSize: number;
  readonly rowsPerList: number;
  readonly bytesPerAnswer: number;
  readonly bytesInAll: number;
  readonly requestMs: number;
  readonly allMs: number;
  /** Times that one page is asked for. */
  readonly tries: number;
  /** The first wait between two tries; doubled each time. */
  readonly waitMs: number;
  readonly longestWaitMs: number;
  /** A `Retry-After` above this is not waited for. */
  readonly longestRetryAfterMs: number;
  readonly redirects: number;
}

const MEGABYTE = 1024 * 1024;
const SECOND = 1000;

/** For a NetBox of some 100,000 devices. */
export const LIMITS: Limits = {
  pageSize: 500,
  rowsPerList: 2_000_000,
  bytesPerAnswer: 64 * MEGABYTE,
  bytesInAll: 2048 * MEGABYTE,
  requestMs: 60 * SECOND,
  allMs: 30 * 60 * SECOND,
  tries: 6,
  waitMs: SECOND / 2,
  longestWaitMs: 10 * SECOND,
  longestRetryAfterMs: 60 * SECOND,
  redirects: 5,
};
